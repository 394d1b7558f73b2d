#!/bin/bash
# How long ftf lint takes on a tree of sources in all its languages, beside
# grep -r on the same tree in the same run.  Both read it once before.
#
# FTF_BENCH_FILES (5000) files of some 8 kB each; two of three use variables.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh

files=${FTF_BENCH_FILES:-5000}

make_tree() {
    perl - "$work/tree" "$files" <<'PERL'
use strict;
use warnings;
use File::Path qw(make_path);

my ($top, $files) = @ARGV;
my @names = map { "CVN_BENCH_$_" } 0 .. 199;
my %languages = (
    py => [ '#', qq{def compute_%d(prices, window):\n    """Averages the last prices, weighted by volume."""\n    total = sum(p * 0.5 for p in prices[-window:])\n    return {"total": total, 'label': f"window {window}"}\n},
        qq{PERIOD_%d = int(os.environ["%s"])\n} ],
    c => [ '//', qq{static double\ncompute_%d(const double *prices, int n)\n{\n\tdouble total = 0.0;\n\n\tfor (int i = 0; i < n; i++)\n\t\ttotal += prices[i];\n\tprintf("total: %%f\\n", total);\n\treturn total;\n}\n},
        qq{const char *period_%d(void) { return getenv("%s"); }\n} ],
    ts => [ '//', qq{export function compute%d(prices: number[]): string {\n  const total = prices.reduce((a, b) => a + b, 0) / 2;\n  return `total: \${total} of \${prices.length}`;\n}\n},
        qq{export const period%d = process.env.%s;\n} ],
    go => [ '//', qq{func compute%d(prices []float64) (total float64) {\n\tfor _, p := range prices {\n\t\ttotal += p\n\t}\n\tfmt.Println("total", total)\n\treturn\n}\n},
        qq{var period%d = os.Getenv("%s")\n} ],
    rs => [ '//', qq{pub fn compute_%d<'a>(prices: &'a [f64]) -> f64 {\n    let total: f64 = prices.iter().sum();\n    println!("total: {}", total);\n    total\n}\n},
        qq{pub fn period_%d() -> String { std::env::var("%s").unwrap() }\n} ],
    java => [ '//', qq{    static double compute%d(double[] prices) {\n        double total = 0;\n        for (double p : prices) total += p;\n        System.out.println("total: " + total);\n        return total;\n    }\n},
        qq{    static final String PERIOD_%d = System.getenv("%s");\n} ],
    rb => [ '#', qq{def compute_%d(prices)\n  total = prices.sum\n  puts "total: #{total} of #{prices.length}"\n  total\nend\n},
        qq{PERIOD_%d = ENV.fetch("%s")\n} ],
    sh => [ '#', qq{compute_%d() {\n    local total=0 p\n    for p in "\$@"; do total=\$((total + p)); done\n    echo "total: \$total" | sed -e 's/total/sum/'\n}\n},
        qq{period_%d() { echo "\$%s"; }\n} ],
    yaml => [ '#', qq{service_%d:\n  image: "registry/x:1"\n  ports: [ "80:80", "443:443" ]\n  command: run --all\n},
        qq{period_%d: \${%s}\n} ]);
my @suffixes = sort keys %languages;

srand 1;
for my $i (1 .. $files) {
    my $suffix = $suffixes[ $i % @suffixes ];
    my ($comment, $code, $read) = @{ $languages{$suffix} };
    my $directory = sprintf '%s/part%d/module%d', $top, $i % 20, $i % 400;
    make_path($directory);
    my $text = $suffix eq 'java' ? "class X$i {\n" : '';
    for (my $n = 0; length $text < 8000; $n++) {
        $text .= "$comment What the next one does, and why it isn't done elsewhere.\n" . sprintf($code, $n);
        $text .= sprintf $read, $n, $names[ rand @names ] if $i % 3 && $n % 4 == 0;
    }
    $text .= "}\n" if $suffix eq 'java';
    open(my $out, '>', "$directory/x$i.$suffix") or die $!;
    print $out $text;
    close $out or die $!;
}
open(my $out, '>', "$top.json") or die $!;
print $out '{', join(', ', map { qq{"$_": "1"} } @names), '}';
close $out or die $!;
PERL
}

milliseconds() { # COMMAND...: the fastest of five
    local best="" began took
    for _ in 1 2 3 4 5; do
        began=$(date +%s%N)
        "$@" >/dev/null
        took=$((($(date +%s%N) - began) / 1000000))
        [ -n "$best" ] && [ "$best" -le "$took" ] || best=$took
    done
    echo "$best"
}

work_dir
make_tree
lint=$(milliseconds client/ftf lint --baseline "$work/tree.json" "$work/tree")
grep=$(milliseconds grep -rE 'CVN_[A-Z_]+' "$work/tree")
echo "$files files, $(du -sm --apparent-size "$work/tree" | cut -f 1) MB: ftf lint $lint ms, grep -r $grep ms," \
    "ratio $(awk "BEGIN { printf \"%.2f\", $lint / ($grep ? $grep : 1) }")"
