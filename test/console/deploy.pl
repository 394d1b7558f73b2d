# What deploys the console fits the console: its options, its paths, its port;
# and holds no secret.
use strict;
use warnings;
use ConsoleTest;
use File::Temp;
use FtfTest qw(:DEFAULT read_file write_file);
use IPC::Run;
use JSON::PP;
use Test::More;

my $from = 'client/deploy';
my $user = '10001';
my $port = 8059;
my $program = '/usr/local/bin/ftf-console';
my $db = FtfTest->new;
my $directory = File::Temp->newdir;

# Standard output, or nothing if the command failed; both go to the log then.
sub output_of {
    my ($out, $err) = ('', '');
    return $out if IPC::Run::run([@_], '<', \'', '>', \$out, '2>', \$err, IPC::Run::timeout(180));
    diag("@_: $out$err");
    return;
}

# Name => does it take a value
my %known = map { /^ +(?:-\w, )?--([\w-]+)(=?)/ ? ($1 => $2 eq '=') : () } split /\n/, ftf('console', '--help')->{out};
ok(exists $known{listen} && $known{'trusted-proxy'}, 'ftf-console names its options');

sub options_exist {
    my ($name, @options) = @_;
    ok(scalar @options, "$name: there are options");
    for (@options) {
        my ($option, $value) = /^--([\w-]+)(=.+)?\z/ or fail("$name: $_ is an option"), next;
        ok(exists $known{$option} && $known{$option} == defined $value, "$name: $_ is one of ftf-console");
    }
}

# Where the files of a secret are, elsewhere.
my ($certificate, $key) = ("$directory/tls.crt", "$directory/tls.key");

sub make_certificate {
    defined output_of(qw(openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout), $key, '-out', $certificate)
      or die "no certificate\n";
}

make_certificate();
write_file("$directory/pg_service.conf", "[ftf]\nhost=$ENV{PGHOST}\nport=$ENV{PGPORT}\ndbname=$ENV{PGDATABASE}\n");

# Started with these very options and a service file, but on a port of its own.
sub serves {
    my ($name, $path, @options) = @_;
    s{(--tls-\w+=)\S+/}{$1$directory/} for @options;
    delete local @ENV{qw(PGHOST PGPORT PGDATABASE PGUSER)};
    local @ENV{qw(PGSERVICEFILE PGSERVICE)} = ("$directory/pg_service.conf", 'ftf');
    my $console = ConsoleTest->start(grep { !/^--listen=/ } @options);
    my $request = "GET $path HTTP/1.1\r\nHost: 192.0.2.7:8059\r\nConnection: close\r\n\r\n";
    my $answer = grep({ /^--tls/ } @options) ? $console->https($request) : ConsoleTest::parse($console->raw($request));
    status_is($answer, 200, "$name: ftf-console serves $path when it is started so");
}

# What the unit's shell does, with the test's directory in the place of both.
sub unit_command {
    my ($unit, $name, $pid) = @_;
    my ($command) = $unit =~ m{^$name=\+/bin/sh -c '(.*)'$}m or return 'false';
    my %meaning = ('%t/ftf-console' => "$directory/run", '/etc/ftf-console' => $directory, '$MAINPID' => $pid, '$$' => '$', '%%' => '%');
    $command =~ s{(%t/ftf-console|/etc/ftf-console|\$MAINPID|\$\$|%%)}{$meaning{$1}}g;
    return $command;
}

sub reloads {
    my ($unit) = @_;
    mkdir "$directory/run", oct '700' or die "mkdir: $!\n";
    ok(defined output_of('sh', '-c', unit_command($unit, 'ExecStartPre')), 'systemd: the certificate is copied at the start');
    is((stat "$directory/run/tls.key")[2] & oct('777'), oct '400', 'systemd: and its key, for the service alone');
    my $console = ConsoleTest->start('--tls-certificate', "$directory/run/tls.crt", '--tls-key', "$directory/run/tls.key");
    make_certificate();
    ok(defined output_of('sh', '-c', unit_command($unit, 'ExecReload', $console->{pid})), 'systemd: and when it is renewed');
    ok(poll_until('the certificate is read again', sub { $console->log_text =~ /^tls: .*read again$/m || $console->has_ended }) && !$console->has_ended,
        'systemd: a reload takes it');
    is(read_file("$directory/run/tls.crt"), read_file($certificate), 'systemd: and it is the renewed one');
}

sub check_systemd {
    my $unit = read_file("$from/ftf-console.service");
    my ($command) = $unit =~ /^ExecStart=(.*)$/m;
    my ($started, @options) = grep { $_ ne '$CONSOLE_OPTIONS' } split ' ', $command;
    is($started, $program, 'systemd: the program');
    options_exist('systemd', @options);
    my %loaded = map { $_ => 1 } $unit =~ /^LoadCredential=([^:]+):\//mg;
    my %used = map { $_ => 1 } $unit =~ m{%d/([\w.]+)}g;
    is_deeply(\%used, \%loaded, 'systemd: the credentials are those that are used');
    unlike($unit =~ s{^#.*}{}mgr, qr/(?<!--no-)passw|PGPASS/i, 'systemd: no secret');
    serves('systemd', '/healthz', @options);
    reloads($unit);

    my $ftf = output_of('sh', '-c', 'command -v ftf-console');
    chomp $ftf;
    $unit =~ s/\Q$program\E/$ftf/;
    my $copy = "$directory/ftf-console.service";
    write_file($copy, $unit);
    SKIP: {
        skip 'systemd is not installed', 3 unless output_of('sh', '-c', 'command -v systemd-analyze || echo');
        skip 'this systemd-analyze cannot work offline', 3 unless output_of(qw(systemd-analyze --help)) =~ /--offline/;
        my ($out, $err) = ('', '');
        ok(IPC::Run::run([ qw(systemd-analyze verify --man=no), $copy ], '<', \'', '>', \$out, '2>', \$err), 'systemd: the unit is right');
        unlike($err, qr/ftf-console/, 'systemd: and nothing is warned of');
        # of 100, the less the better
        ok(defined output_of(qw(systemd-analyze security --no-pager --offline=yes --threshold=15), $copy), 'systemd: and keeps its exposure');
    }
}

sub check_container {
    my $text = read_file("$from/Containerfile");
    $text =~ s/^#.*\n//mg;
    $text =~ s/\\\n//g;
    my @steps = map { /^(\w+)\s+(.*)$/ ? [ $1, $2 ] : () } split /\n/, $text;
    my %last = map { @$_ } @steps;
    is(join(' ', grep { !/^(ARG|FROM|RUN|WORKDIR|COPY|USER|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD)$/ } map { $_->[0] } @steps), '',
        'container: known instructions');
    for (grep { $_->[0] eq 'COPY' && $_->[1] !~ /--from/ } @steps) {
        my @sources = split ' ', $_->[1];
        pop @sources;
        ok(-e $_, "container: $_ is in the source") for @sources;
    }
    my $makefile = read_file('Makefile');
    like($makefile, qr/^$_:/m, "container: make $_") for map { $_->[1] =~ /make -s ([\w-]+)/g } @steps;
    my ($copied) = map { $_->[1] =~ /^--from=build \S+ (\S+)$/ } @steps;
    my ($started, @fixed) = @{ decode_json($last{ENTRYPOINT}) };
    is($copied, $program, 'container: the program');
    is($started, $program, 'container: is what is started');
    my @options = (@fixed, @{ decode_json($last{CMD}) });
    options_exist('container', @options);
    is($last{USER}, "$user:$user", 'container: the user is not root');
    is($last{EXPOSE}, $port, 'container: the port');
    like($last{HEALTHCHECK}, qr{CMD curl .* http://127.0.0.1:$port/healthz }, 'container: HEALTHCHECK');
    like($last{RUN}, qr/install .* curl /, 'container: has the tool for it');
    unlike($text, qr/password[=:]|PGPASS|^ENV/im, 'container: no secret');
    serves('container', '/healthz', @options);
}

sub restricted {
    my ($pod, $container) = @_;
    my %of_pod = %{ $pod->{securityContext} };
    is_deeply([ @of_pod{qw(runAsNonRoot runAsUser)}, $of_pod{seccompProfile}{type} ], [ JSON::PP::true, $user, 'RuntimeDefault' ],
        'Kubernetes: the pod runs as a user who is not root, confined');
    is_deeply($container->{securityContext},
        { allowPrivilegeEscalation => JSON::PP::false, readOnlyRootFilesystem => JSON::PP::true, capabilities => { drop => ['ALL'] } },
        'Kubernetes: the container is of the restricted profile');
    ok(!grep({ $pod->{$_} } qw(hostNetwork hostPID hostIPC)), 'Kubernetes: nothing of the host');
    is($pod->{automountServiceAccountToken}, JSON::PP::false, 'Kubernetes: no token');
    ok($container->{resources}{limits}{memory} && $container->{resources}{requests}{cpu}, 'Kubernetes: resources');
}

sub secrets_are_references {
    my ($pod, $container) = @_;
    my %secret = map { $_->{name} => $_->{secret} } @{ $pod->{volumes} };
    ok(!grep({ !$_->{secretName} || $_->{defaultMode} != oct '440' } values %secret), 'Kubernetes: the volumes are secrets, by name');
    my %at = map { $_->{mountPath} => $secret{ $_->{name} } } @{ $container->{volumeMounts} };
    my @paths = map { m{=?(/run/\S+)/[^/]+$} } @{ $container->{args} }, map { $_->{value} // () } @{ $container->{env} };
    ok(scalar @paths && !grep({ !$at{$_} } @paths), 'Kubernetes: what is read is mounted');
}

sub check_kubernetes {
    my $text = read_file("$from/kubernetes.yaml");
    my $json = output_of('/usr/bin/python3', '-c', 'import json, sys, yaml
print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))', "$from/kubernetes.yaml") or return fail('Kubernetes: YAML');
    my %object = map { $_->{kind} => $_ } @{ decode_json($json) };
    is_deeply([ map { "$_ $object{$_}{apiVersion}" } sort keys %object ],
        [ 'Deployment apps/v1', 'NetworkPolicy networking.k8s.io/v1', 'Service v1' ], 'Kubernetes: the objects');
    my $deployment = $object{Deployment}{spec};
    my $pod = $deployment->{template}{spec};
    my $container = $pod->{containers}[0];
    my $labels = $deployment->{template}{metadata}{labels};
    is_deeply($_, $labels, 'Kubernetes: the labels select the pod')
      for $deployment->{selector}{matchLabels}, $object{Service}{spec}{selector}, $object{NetworkPolicy}{spec}{podSelector}{matchLabels};
    options_exist('Kubernetes', @{ $container->{args} });
    ok(scalar(grep { $_ eq "--listen=0.0.0.0:$port" } @{ $container->{args} }), 'Kubernetes: where it listens');
    my ($listens) = @{ $container->{ports} };
    is($listens->{containerPort}, $port, 'Kubernetes: the port');
    is($object{Service}{spec}{ports}[0]{targetPort}, $listens->{name}, 'Kubernetes: the service leads there');
    is($object{NetworkPolicy}{spec}{ingress}[0]{ports}[0]{port}, $port, 'Kubernetes: the network policy lets it in');
    my %probe = (readinessProbe => '/healthz', livenessProbe => '/livez');
    is_deeply($container->{$_}{httpGet}, { path => $probe{$_}, port => $listens->{name}, scheme => 'HTTPS' }, "Kubernetes: $_")
      for sort keys %probe;
    is($deployment->{replicas}, 1, 'Kubernetes: sessions are known to one process');
    restricted($pod, $container);
    secrets_are_references($pod, $container);
    unlike($text, qr/password:|PGPASS|stringData|kind: Secret/i, 'Kubernetes: no secret');
    serves('Kubernetes', $container->{$_}{httpGet}{path}, @{ $container->{args} }) for sort keys %probe;
}

sub check_documents {
    for my $file ("$from/README.md", "$from/nginx.conf") {
        my @named = grep { !/^(read-only|rm|cap-drop|format|now|from-file|cert|key|bindir)$/ } read_file($file) =~ /(?<![\w-])--([a-z][\w-]+)/g;
        ok(scalar @named && !grep({ !exists $known{$_} } @named), "$file names options that exist") || diag("@named");
    }
    my $nginx = read_file("$from/nginx.conf");
    like($nginx, qr/^ *proxy_set_header X-Operator \$remote_user;$/m, 'nginx: replaces the header that names people');
    like($nginx, qr/client_max_body_size 4m;/, 'nginx: lets through what the console takes');
}

check_systemd();
check_container();
check_kubernetes();
check_documents();
done_testing();
