# ftf lint finds what each language's code does with governed variables, and
# nothing where a name is only talked about.
use strict;
use warnings;
use utf8;
use LintSamples;
use Test::More;

sample('a.py', <<'END');
"""Reads CVN_DOC and os.getenv("CVN_DOC").""" # os.environ["CVN_COMMENT"]
import os, os as system
from os import environ as e, getenv as g
a = os.environ["CVN_A"] § r:A
b = system.environ.get("CVN_B") § r:B
c = os.getenv('CVN_C', "14") § d:C
d = os.environ.get("CVN_D", default=3) § d:D
e2 = os.environ.get("CVN_E", None) § r:E
f = os.getenv(key="CVN_F") § r:F
g1 = g("CVN_G") + e["CVN_H"] § r:G r:H
if "CVN_I" in os.environ and "CVN_J" not in os.environ: § r:I r:J
    pass
os.environ["CVN_K"] = "14" § a:K
os.environ["CVN_L"] == "14" § r:L
os.environ.setdefault("CVN_M", "14") § d:M
os.environ.pop("CVN_N"); os.putenv("CVN_O", "1") § r:N a:O
int(os.environ.get("CVN_P") or 14) § d:P
x = os.environ["CVN_Q"] or 14 § d:Q
int(os.getenv("CVN_R")) or 14 § d:R
KEY = "CVN_CONST"
os.getenv(KEY) § r:CONST
os.getenv(KEY, "14") § d:CONST
os.getenv(f"CVN_{x}") § y:
os.getenv("CVN_ATR_" + x, "14") § y:ATR_
os.getenv("CVN_%s" % x) § y:
os.getenv("CVN_{}".format(x)) § y:
os.getenv(name); os.getenv("OTHER_" + "CVN_X")
f"{os.environ['CVN_S']!r:>{width}} {{os.environ['CVN_NOT']}} {os.environ["CVN_T"]}" § r:S r:T
rf'''{
os.environ["CVN_U"]}''' § r:U
r"\""; os.environ["CVN_V"] § r:V
'it''s'; os.environ["CVN_W"] § r:W
subprocess.run(["x"], env={"CVN_X": "14", **os.environ}) § a:X
subprocess.run(["x"], env={**os.environ, "CVN_Y": "14", "A": {"CVN_NESTED": 1}}) § a:Y
subprocess.run(["x"], env=dict(os.environ, CVN_Z="14")) § a:Z
os.environ.update({"CVN_AA": "1"}); os.environ.update(CVN_AB="1") § a:AA a:AB
subprocess.run(["x"], env=os.environ | {"CVN_UNITED": "1"}); flags = os.environ | other § a:UNITED
os.environ |= {"CVN_MERGED": "1"}; os.getenv(b"CVN_BYTES".decode()) § a:MERGED r:BYTES
copy = os.environ.copy()
copy["CVN_AC"] = "14" § a:AC
monkeypatch.setenv("CVN_AD", "14") § a:AD
required = ["CVN_MENTION"]; print("CVN_X=14"); config["CVN_NOT"]; params.get("CVN_NOT", 14)
CVN_NOT = 14
os.environ["OTHER"]; os.environ.get("XCVN_A")
os.environ[  # why
    "CVN_AE" § r:AE
]
os.environ["é"], os.environ["CVN_AF"] § r:AF
unterminated = "os.environ['CVN_NOT']
os.environ["CVN_AG"] § r:AG
for k in ("CVN_LA", "CVN_LB", "OTHER"): § d:LA d:LB
    os.environ.get(k, "14")
for k in ["CVN_LC"]: print(k); x[k]
for k in ["CVN_LD", § r:LD
          'CVN_LE']: § r:LE
    os.environ[k]
KEYS: list = ["CVN_LF", "CVN_LG"] § r:LF r:LG
{k: os.environ[k] for k in KEYS}
[os.getenv(n) for n in ("CVN_LH",)]; [n for n in ("CVN_LI", "CVN_LJ") if os.getenv(n)] § r:LH r:LI r:LJ
for k in ("CVN_LK",): os.environ[k] = "1"; y = [k for k in ("CVN_NOT",)] § a:LK
for k in ("CVN_LL",): os.environ["X_" + k]; os.environ[k + "_X"]; params[k]
for k in KEYS[1:]: pass
os.environ.get("CVN_TA") if os.environ.get("CVN_TA") else "1" § r:TA d:TA
int(os.getenv("CVN_TB")) if os.getenv("CVN_TB") else 14 § r:TB d:TB
os.getenv("CVN_TC") if os.getenv("CVN_TC") else None; 1 if os.getenv("CVN_TD") else 2 § r:TC r:TC r:TD
os.environ["CVN_UA"] if "CVN_UA" in os.environ else "14"; 14 if "CVN_UB" not in os.environ else int(os.environ["CVN_UB"]) § r:UA d:UA d:UB r:UB
os.getenv("CVN_UC") if os.getenv("CVN_UC") is not None else 14; "1" if os.getenv("CVN_UD") is None else os.getenv("CVN_UD") § r:UC d:UC d:UD r:UD
None if "CVN_UE" not in os.environ else os.environ["CVN_UE"]; 1 if "CVN_UF" in os.environ else 2 § r:UE r:UE r:UF
os.getenv("CVN_UG") if "CVN_UG" in os.environ else None; 3 if os.getenv("CVN_UH") is None else 4 § r:UG r:UG r:UH
os.path.expandvars("$CVN_TE/${CVN_TF}"); expandvars(path) § r:TE r:TF
PUT = "CVN_" + x; FORMAT = "CVN_%s" % x; BRACES = "CVN_{}".format(x); BESIDE = "CVN_" "X"; WHOLE = "CVN_CONSTWHOLE"
"""Of WHOLE."""
os.getenv("CVN_" "CONST" 'G', "14"); os.environ["CVN_" "CONSTH"] = "1"; os.getenv("CVN_" f"{x}"); os.getenv("CVN_" "T" + x) § d:CONSTG a:CONSTH y: y:
os.getenv(PUT); os.getenv(FORMAT); os.getenv(BRACES); os.getenv(BESIDE); os.getenv(WHOLE) § y: y: y: y: r:CONSTWHOLE
os.environ.get("CVN_VA") or None; os.environ.get("CVN_VB") or sys.exit("no"); os.environ.get("CVN_VC") or fail() § r:VA r:VB r:VC
if os.environ.get("CVN_VD") or os.environ.get("CVN_VE") or x: pass § r:VD r:VE
if not os.getenv("CVN_VF") or x: pass § r:VF
assert os.getenv("CVN_VG") or x; ready = bool(os.getenv("CVN_VH")) or x § r:VG r:VH
x = (os.environ.get("CVN_VI")) or "14"; os.environ.get("CVN_VJ").strip() or "14"; f(os.getenv("CVN_VK") or 14) if x else 3 § d:VI d:VJ d:VK
f"{os.environ['CVN_VL']=} {os.environ['CVN_VM']=!r} {os.environ['CVN_VN']=:>9}"; del os.environ["CVN_NOT"] § r:VL r:VM r:VN
os.environ.get("CVN_VO") \ § d:VO
    or "14"
subprocess.run(x, env={"CVN_VP": os.environ["CVN_VP"], "CVN_VQ": os.getenv("CVN_VQ", "14"), "CVN_VR": params["CVN_VR"]}) § r:VP d:VQ a:VR
subprocess.run(x, env=dict(CVN_VS=e["CVN_VS"], CVN_VT=os.environ["OTHER"])) § r:VS a:VT
@click.option("--x", default=14, envvar="CVN_VU"), @click.option("--y", envvar="CVN_VV", default=None, show_default=True) § d:VU r:VV
typer.Option(envvar=["CVN_VW", "CVN_VX"]); click.option(envvar="CVN_VY", callback=f(default=1)); click.option(envvar="CVN_VZ", default=14) § r:VW r:VX r:VY d:VZ
click.option("--z", envvar=["CVN_WA"], default=14); default = 14; envvar = "CVN_MENTION"; envvar = ["CVN_MENTION"] § d:WA
while (os.environ.get("CVN_WB") or "14") != "14": pass § d:WB
if (os.environ.get("CVN_WC") or "14").isdigit(): pass; assert (os.environ.get("CVN_WD") or x), "no" § d:WC r:WD
subprocess.run(x, env={"CVN_XA": "14"}); p = os.environ["CVN_XA"] § a:XA r:XA
subprocess.run(x, env={"CVN_XB": str(int(os.environ["CVN_XB"]) + 1), "CVN_XC": number}) § a:XB r:XB a:XC
x = not dry and os.environ.get("CVN_XD") or "14"; typer.Option(default=..., envvar="CVN_XE") § d:XD r:XE
if x and (os.environ.get("CVN_XF") or os.environ.get("CVN_XG")): pass; y = (x and (os.environ.get("CVN_XH") or 14)) § r:XF r:XG d:XH
os.environ["CVN_"]; os.getenv("CVN_", "14"); "CVN_" in os.environ; os.environ["CVN_"] = "1"; os.environ.update(CVN_="1"); os.getenv("CVN_" "")
PREFIX = "CVN_"; os.environ[PREFIX]; os.environ[PREFIX + x]; os.environ["CVN_" + x]; os.environ[f"{PREFIX}{x}"]; os.environ[f(x, "CVN_")] § y: y: y: y:
END

sample('a.c', <<'END');
/* getenv("CVN_COMMENT") */ // getenv("CVN_COMMENT")
#define KEY "CVN_CONST"
static const char *const other = "CVN_CONSTANT";
const char array[] = "CVN_CONSTARRAY";
getenv("CVN_A"); std::getenv("CVN_B"); secure_getenv("CVN_C"); § r:A r:B r:C
getenv(KEY); getenv(other); getenv(array); § r:CONST r:CONSTANT r:CONSTARRAY
x = getenv("CVN_D") ?: "14"; § d:D
setenv("CVN_E", "14", 1); putenv("CVN_F=14"); § a:E a:F
char c = '"'; getenv("CVN_G"); char d = '\''; getenv("CVN_H"); § r:G r:H
R"x(getenv("CVN_NOT"))" )x"; getenv("CVN_I"); int n = 1'000'000; getenv("CVN_J"); § r:I r:J
snprintf(name, sizeof(name), "CVN_%s", x); getenv(name);
getenv((std::string("CVN_") + x).c_str()); § y:
printf("getenv(\"CVN_NOT\")"); CVN_NOT = 3; L"CVN_NOT"; getenv(u8"CVN_K"); § r:K
getenv("CVN_TA") ? getenv("CVN_TA") : "14"; getenv("CVN_TB") ? 1 : 0; § d:TA r:TA r:TB
getenv("CVN_TC") != NULL ? atoi(getenv("CVN_TC")) : 14; getenv("CVN_" "CONSTD"); § d:TC r:TC r:CONSTD
getenv("CVN_" TE); getenv("CVN_" "CONST" /* why */ "E") ?: "14"; getenv("CVN_" "T" x); getenv("X" "CVN_"); § y: d:CONSTE y:
#define JOINED "CVN_" "X"
#define LONE "CVN_CONSTLONE"
(void) getenv(JOINED), getenv(LONE); § y: r:CONSTLONE
getenv("CVN_TG") == NULL ? 14 : atoi(getenv("CVN_TG")); § d:TG r:TG
#define PERIOD getenv("CVN_TH") \ § d:TH
    ?: "14"
putenv((char *) "CVN_L=14"); std::getenv(other.data()); qEnvironmentVariableIntValue("CVN_M", &ok); § a:L r:CONSTANT r:M
END

sample('a.ts', <<'END');
// process.env.CVN_COMMENT
/* process.env.CVN_COMMENT */ process.env.CVN_A; process.env["CVN_B"]; process?.env?.CVN_C § r:A r:B r:C
process.env.CVN_D ?? "14"; process.env.CVN_E || 14; process.env.CVN_F!; § d:D d:E r:F
const { CVN_G = "14", CVN_H, CVN_I: other, CVN_J: x = 3, ...rest } = process.env; § d:G r:H r:I d:J
import.meta.env.CVN_K; Deno.env.get("CVN_L"); Bun.env.CVN_M § r:K r:L r:M
process.env.CVN_N = "14"; process.env["CVN_O"] ||= "14"; process.env.CVN_P === "1" § a:N d:O r:P
Number(process.env.CVN_Q) || 14; parseInt(process.env.CVN_R, 10) || 14 § d:Q d:R
`${process.env.CVN_S} ${`${process.env.CVN_T}`} process.env.CVN_NOT` § r:S r:T
process.env.CVN_TYPED as string ?? "1"; process.env[`CVN_${x}`]; process.env["CVN_" + x] § d:TYPED y: y:
const KEY = "CVN_CONST"; const TYPED: string = 'CVN_CONSTTYPED'
process.env[KEY]; process.env[TYPED] § r:CONST r:CONSTTYPED
const e = process.env
e.CVN_U; const { CVN_V } = e § r:U r:V
spawn("x", { env: { ...process.env, CVN_W: "14" } }) § a:W
const re = /["'`]/; process.env.CVN_X; a / b / process.env.CVN_Y § r:X r:Y
"CVN_Z" in process.env; vi.stubEnv("CVN_AA", "1") § r:Z a:AA
<p>Don't</p>; "CVN_NOT"; environment.CVN_NOT; CVN_NOT
process.env.CVN_AB § r:AB
process.env!.CVN_BA; process.env!["CVN_BB"] ?? 1; process.env.CVN_BC! § r:BA d:BB r:BC
process.env.CVN_BD ? process.env.CVN_BD : "14"; process.env.CVN_BE ? 1 : 0 § d:BD r:BD r:BE
process.env.CVN_BF !== undefined ? Number(process.env.CVN_BF) : 14 § d:BF r:BF
process.env.CVN_BG ? process.env.CVN_BG : undefined; f(process.env.CVN_BH ? a : b, process.env.CVN_BH) § r:BG r:BG r:BH r:BH
for (const k of ["CVN_BI", "CVN_BJ"]) process.env[k] § r:BI r:BJ
const KEYS = ["CVN_BK"] as const; for (const k of KEYS) { process.env[k] = "1" } § a:BK
const MORE: string[] = ["CVN_BL"]; for (const k of MORE) { process.env[k] } § r:BL
if (!process.env.CVN_CA || process.env.CVN_CB || x) y(); while (a && process.env.CVN_CC || b) y(); § r:CA r:CB r:CC
const ca = process.env.CVN_CD || undefined, cb = process.env.CVN_CE ?? null, cc = process.env.CVN_CF ?? fail("no"); § r:CD r:CE r:CF
const cd = process.env.CVN_CG || (() => { throw new Error("no"); })(); const ce = !process.env.CVN_CH || x § r:CG r:CH
const cf = process.env.CVN_CI?.split(",") ?? [], cg = (process.env.CVN_CJ as string) || "14", ch = process.env.CVN_CK?.includes("x") || y § d:CI d:CJ r:CK
const cx = !test && process.env.CVN_DA || "14"; return !(process.env.CVN_DB || x); if ((process.env.CVN_DC || process.env.CVN_DD) && x) y(); § d:DA r:DB r:DC r:DD
spawn(c, { env: { CVN_DE: "14" } }); process.env.CVN_DE; if ((process.env.CVN_DF || "14") === "14") y(); § a:DE r:DE d:DF
process.env.CVN_CL === undefined ? 14 : Number(process.env.CVN_CL); process.env.CVN_CM == null ? 14 : x; process.env.CVN_CM § d:CL r:CL r:CM r:CM
if (x) y = process.env.CVN_CN || "14"; f(process.env.CVN_CO || "14"); if (f(process.env.CVN_CP || "14")) y(); § d:CN d:CO d:CP
delete process.env.CVN_NOT; delete process.env["CVN_NOT"]; process.env.CVN_CQ = !x § a:CQ
import { env as penv } from "node:process"; penv.CVN_CR ?? "14"; § d:CR
f({ env: { CVN_CS: process.env.CVN_CS, CVN_CT: "CVN_CT" } }); declare const y: { env: { CVN_NOT: string } } § r:CS a:CT
process.env.CVN_; process.env["CVN_"] ?? "14"; const { CVN_ = "14" } = process.env; process.env[`CVN_${x}`] § y:
END

sample('a.go', <<'END');
// os.Getenv("CVN_COMMENT")
const key = "CVN_CONST"
os.Getenv("CVN_A"); v, ok := os.LookupEnv("CVN_B"); syscall.Getenv(`CVN_C`) § r:A r:B r:C
os.Getenv(key); os.Getenv("CVN_" + x); os.Getenv(fmt.Sprintf("CVN_%s", x)) § r:CONST y: y:
cmp.Or(os.Getenv("CVN_D"), "14") § d:D
os.Setenv("CVN_E", "14"); t.Setenv("CVN_F", "14") § a:E a:F
cmd.Env = append(os.Environ(), "A=1", "CVN_G=14") § a:G
`os.Getenv("CVN_NOT")
`; c := '"'; os.Getenv("CVN_H") § r:H
for _, k := range []string{"CVN_LA", "CVN_LB"} { os.Getenv(k) } § r:LA r:LB
keys := []string{"CVN_LC"}; var fixed = [...]string{"CVN_LD", "OTHER"}; var unread = []string{"CVN_NOT"} § r:LC r:LD
for _, k := range keys { os.Getenv(k) }; for _, k := range fixed { if v, ok := os.LookupEnv(k); ok {} }
for _, k := range [1]string{"CVN_LE"} { os.Setenv(k, "1") }; for k := range keys { os.Getenv(names[k]) } § a:LE
os.ExpandEnv("$CVN_I/${CVN_J} $OTHER"); os.ExpandEnv(path); os.Expand("${CVN_K}", os.Getenv) § r:I r:J r:K
cmd.Env = append(cmd.Env, "CVN_L=14", fmt.Sprintf("CVN_M=%d", x), "CVN_N="+x, "OTHER=1"); exec.Cmd{Env: []string{"CVN_O=14"}} § a:L a:M a:N a:O
cmd.Env = []string{"CVN_P=" + x, "CVN_" + x} § a:P y:
END

sample('a.rs', <<'END');
/* /* nested */ env::var("CVN_COMMENT") */
const KEY: &str = "CVN_CONST"; fn f<'a>(x: &'a str) { env::var("CVN_A") } § r:A
std::env::var("CVN_B").unwrap_or("14".into()); env::var("CVN_C").ok().unwrap_or_default(); § d:B d:C
env::var("CVN_D").unwrap_or_else(|_| panic!("no")); env::var("CVN_E").unwrap_or_else(|_| "14".into()); § r:D d:E
env::var_os("CVN_F"); env!("CVN_G"); option_env!("CVN_H"); env::set_var("CVN_I", "14"); § r:F r:G r:H a:I
env::var(KEY)?; env::var(format!("CVN_{}", x)); Command::new("x").env("CVN_J", "14"); § r:CONST y: a:J
r#"env::var("CVN_NOT")"#; let c = '"'; let d = '\''; env::var("CVN_K").expect("no"); § r:K
for k in ["CVN_LA", "CVN_LB"] { env::var(k); } § r:LA r:LB
const KEYS: [&str; 2] = ["CVN_LC", "CVN_LD"]; static MORE: &[&str] = &["CVN_LE"]; let unread = ["CVN_NOT"]; § r:LC r:LD d:LE
for k in KEYS.iter() { env::var(k); } for k in MORE { env::var(k).unwrap_or("1".into()); }
for k in &["CVN_LF"] { env::var(k); } for k in vec!["CVN_LG"] { env::set_var(k, "1"); } for k in &KEYS { env::var(k); } § r:LF a:LG
#[arg(long, env = "CVN_L", default_value = "14")] a: u32, #[arg(default_value_t = 3, env = "CVN_M")] § d:L d:M
#[arg(env = "CVN_N", long)] b: u32, #[arg(long, default_value = "14")] c: u32 § r:N
Arg::new("x").env("CVN_O").default_value("14"); Arg::new("x").env("CVN_P").required(true); § d:O r:P
env::var("CVN_Q").map_or(14, |v| v.parse().unwrap()); env::var("CVN_R").unwrap_or_else(|_| unreachable!()); § d:Q r:R
#[arg(env = "CVN_S", long)] a: u32, #[arg(env = "CVN_T", default_value_t = 3)] let env = "CVN_MENTION"; § r:S d:T
END

sample('A.java', <<'END');
// System.getenv("CVN_COMMENT")
static final String KEY = "CVN_CONST";
System.getenv("CVN_A"); System.getenv().get("CVN_B"); System.getenv(KEY); § r:A r:B r:CONST
System.getenv().getOrDefault("CVN_C", "14"); § d:C
Optional.ofNullable(System.getenv("CVN_D")).orElse("14"); § d:D
Map<String, String> e = System.getenv(); e.get("CVN_E"); e.getOrDefault("CVN_F", "14"); § r:E d:F
builder.environment().put("CVN_G", "14"); System.getenv("CVN_" + x); § a:G y:
String s = """
System.getenv("CVN_NOT") """; char c = '"'; System.getenv("CVN_H"); § r:H
System.getenv("CVN_I") != null ? System.getenv("CVN_I") : "14"; System.getenv("CVN_J") == null ? x : y; § d:I r:I r:J
for (String k : List.of("CVN_LA", "CVN_LB")) { System.getenv(k); } for (String k : new String[]{"CVN_LC"}) { System.getenv(k); } § r:LA r:LB r:LC
static final String[] KEYS = {"CVN_LD"}; List<String> unread = List.of("CVN_NOT"); § r:LD
for (String k : KEYS) { System.getenv(k); }
@Value("${CVN_K:14}") int k; @Value("${CVN_L}") int l; @Value("#{systemEnvironment['CVN_NOT']}") § d:K r:L
@Value("${app.x:${CVN_M}}") String m; @Value("${other}") String n; § r:M
Optional.ofNullable(System.getenv("CVN_N")).orElse(null); System.getenv().getOrDefault("CVN_O", null); § r:N r:O
@Value("${CVN_P:#{null}}") String p; Objects.requireNonNullElse(System.getenv("CVN_Q"), "14"); e.putIfAbsent("CVN_R", "14"); § r:P d:Q a:R
END

sample('a.rb', <<'END');
# ENV["CVN_COMMENT"]
=begin
ENV["CVN_COMMENT"]
=end
ENV["CVN_A"]; ENV.fetch("CVN_B"); ENV.fetch "CVN_C" § r:A r:B r:C
ENV.fetch("CVN_D", "14"); ENV.fetch("CVN_E") { 14 }; ENV.fetch("CVN_F") do 14 end § d:D d:E d:F
ENV["CVN_G"] || "14"; ENV["CVN_H"] ||= "14"; ENV["CVN_I"] = "14"; ENV.fetch("CVN_J", nil) § d:G d:H a:I r:J
ENV.fetch("CVN_K") { raise "no" }; ENV.key?("CVN_L"); ENV.values_at("CVN_M", 'CVN_N') § r:K r:L r:M r:N
"#{ENV["CVN_O"]} ENV['CVN_NOT']"; %q(ENV["CVN_NOT"]); %w[CVN_MENTION]; ENV["CVN_#{x}"] § r:O y:
KEY = "CVN_CONST".freeze
ENV[KEY] § r:CONST
puts <<~TEXT + "x"
  ENV["CVN_NOT"] #{ENV["CVN_P"]} § r:P
TEXT
x = a / b; ENV["CVN_Q"]; y = /["']/; ENV["CVN_R"] § r:Q r:R
ENV.update("CVN_S" => "14") § a:S
ENV.dig("CVN_T"); ENV.delete("CVN_U"); ENV.delete("CVN_V") || 14; for k in ["CVN_W"] do ENV[k] end § r:T r:U d:V r:W
ENV["CVN_CA"] || raise("no"); ENV["CVN_CB"] or abort "no"; ENV["CVN_CC"] || nil; raise "no" unless ENV["CVN_CD"] || ENV["CVN_CE"] § r:CA r:CB r:CC r:CD r:CE
ENV.fetch "CVN_CH" § r:CH
f(x) || 14
ENV["CVN_CF"]&.to_i || 14; ENV["CVN_CG"].presence || 14 § d:CF d:CG
timeout ENV.fetch("CVN_CJ") do x end; while ENV.fetch("CVN_CK") do x end; y = ENV.fetch("CVN_CL") do 14 end § r:CJ r:CK d:CL
x = y ?'a':'b'; ENV["CVN_CM"] § r:CM
ENV.update("CVN_CN" => ENV["CVN_CN"]) § r:CN
list.replace!(ENV["CVN_CO"] || "14"); cache.delete ENV["CVN_CP"] § d:CO r:CP
__END__
ENV["CVN_NOT"]
END

sample('a.sh', <<'END');
# $CVN_COMMENT
echo "$CVN_A" ${CVN_B} '$CVN_NOT' \$CVN_NOT ${#CVN_C} "${CVN_D%x}" § r:A r:B r:C r:D
echo "${CVN_E:-14} ${CVN_F-14} ${CVN_G:?no} ${CVN_H:+x}"; : "${CVN_I:=14}" § d:E d:F r:G r:H d:I
CVN_J=14; export CVN_K=14; declare -x CVN_L=14; readonly CVN_M="14" § a:J a:K a:L a:M
CVN_N=14 python x.py; env CVN_O=14 python x.py; sudo CVN_P=14 x; if true; then CVN_Q=1; fi § a:N a:O a:P a:Q
[ -v CVN_R ] && [[ -v CVN_S ]]; printenv CVN_T; x=$((CVN_U * 2)); (( CVN_V > 1 )) § r:R r:S r:T r:U r:V
export CVN_NOT; unset CVN_NOT; echo CVN_NOT=14; grep CVN_NOT=14 file; printf 'CVN_NOT=%s\n' x
CVN_W="$CVN_W" x; export CVN_X=${CVN_X:-14} § r:W d:X
docker run -e CVN_Y=14 -e "CVN_Z=14" --env=CVN_AA=14 x § a:Y a:Z a:AA
ftf set CVN_NOT=21 -m 'why'; ftf run --with CVN_NOT=35 -- x
cat <<EOF >file; echo "$CVN_AB" § r:AB
$CVN_AC ${CVN_AD:-14} 'x § r:AC d:AD
EOF
cat <<'EOF' | x <<-"B"
$CVN_NOT
EOF
	$CVN_NOT
	B
x="$(echo "$CVN_AE" ')' | x)"; y=$(case $z in a) echo $CVN_AF;; esac); CVN_AG=1 § r:AE r:AF a:AG
read -r CVN_AH; for CVN_AI in 1 2; do :; done; for k in CVN_AIA; do echo "${!k}"; done § a:AH a:AI r:AIA
name="CVN_${x}"; echo "${!name}"; echo $'it\'s' $CVN_AJ § y: r:AJ
echo CVN_MA=14 >>$GITHUB_ENV; printf 'CVN_MB=%s\n' x | tee -a "$GITHUB_ENV"; let CVN_MC=14 § a:MA a:MB a:MC
echo "CVN_NOT=14" >>"$OTHER"; echo '# $GITHUB_ENV'
for k in CVN_LA "CVN_LB" 'CVN_LC' OTHER; do § r:LA r:LB r:LC
    echo "x${!k}" ${OTHER}; done
for k in CVN_LD \ § d:LD
        CVN_LE; do echo "${!k:-14}"; done § d:LE
for n in CVN_LF; do printenv "$n"; done; for n in CVN_LG; do printenv ${n}; done § r:LF r:LG
for k in CVN_MENTION; do echo $k ${!k*} ${!k@} ${!k[@]} ${!other} "${#k}"; printenv OTHER; done
(for k in CVN_LH; do x=$(echo ${!k}); done); echo "${!k" ${!k § r:LH
echo it\'s $CVN_AK "a'b" $CVN_AL x#y$CVN_AM § r:AK r:AL r:AM
[ -n "${CVN_NA:-}" ] || [ -z "${CVN_NB-}" ]; : ${CVN_NC:=} ${CVN_ND:-""} ${CVN_NE:-"x"}; for k in CVN_NF; do echo ${!k:-}; done § r:NA r:NB r:NC r:ND d:NE r:NF
CVN_=14; export CVN_=14; echo "$CVN_ ${CVN_:-14}"; printenv CVN_; for k in CVN_; do echo "${!k}"; done; name=CVN_$x § y:
END

sample('script', "#!/usr/bin/env -S python3.11 -u\nos.environ['CVN_A'] § r:A\n");
sample('other', "no language\nos.environ['CVN_NOT']\n");
sample('crlf.py', "x = 'unterminated\r\nos.environ['CVN_A']\r § r:A\n");
sample('bom.py', "\x{FEFF}import os; os.environ['CVN_A'] § r:A\n");

read_samples();
cut_anywhere();
done_testing();
