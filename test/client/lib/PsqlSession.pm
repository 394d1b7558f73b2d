# A psql that stays, since starting one takes longer than most of what it is
# started for.
#
#   my $psql = PsqlSession->new('postgres', '-p', 6000);   # a database, and psql's
#                                              # own options; or by its environment
#   $psql->run('SELECT ...; SELECT ...')       # its unaligned text; dies of the
#                                              # first error, which ends psql
#   $psql->is_open                             # false then
#   $psql->quit
package PsqlSession;
use strict;
use warnings;
use File::Temp;
use IO::Handle;
use POSIX ();

# Ends what was written for a text; no test writes that.
my $end = "\x01end of the text";

sub new {
    my ($class, $database, @options) = @_;
    my $self = bless { input => File::Temp->new, errors => File::Temp->new }, $class;
    pipe(my $commands, $self->{commands}) or die "pipe: $!";
    pipe($self->{answers}, my $answers) or die "pipe: $!";
    $self->{pid} = fork // die "fork: $!";
    if (!$self->{pid}) {
        open(STDIN, '<&', $commands) && open(STDOUT, '>&', $answers) && open(STDERR, '>>', $self->{errors}->filename)
          && exec qw(psql -XAtq -v ON_ERROR_STOP=1 -d), $database, @options;
        POSIX::_exit(127);
    }
    $self->{commands}->autoflush(1);
    return $self;
}

sub is_open { return defined $_[0]{pid} }

# A process that was forked meanwhile may keep the pipe open.
sub quit {
    my ($self) = @_;
    return unless $self->is_open;
    local $?;
    local $SIG{PIPE} = 'IGNORE';
    print { $self->{commands} } "\\quit\n";
    close $_ for @$self{qw(commands answers)};
    waitpid delete $self->{pid}, 0;
}

sub DESTROY { $_[0]->quit }

# psql reads the text, of characters or of UTF-8's bytes, from a file, so that
# neither of the two waits for the other to read on.
sub write_input {
    my ($self, $text) = @_;
    utf8::encode($text) if utf8::is_utf8($text);
    open(my $input, '>:raw', $self->{input}->filename) or die "input of psql: $!";
    print $input $text;
    close $input or die "input of psql: $!";
}

sub read_answer {
    my ($self) = @_;
    my $answer = '';
    until ($answer =~ s/(?:^|\n)$end\n\z//) {
        sysread($self->{answers}, $answer, 65536, length $answer) or return;
    }
    return $answer;
}

sub run {
    my ($self, $text) = @_;
    local $SIG{PIPE} = 'IGNORE';
    $self->write_input($text);
    truncate $self->{errors}->filename, 0;
    print { $self->{commands} } "\\i " . $self->{input}->filename . "\n\\echo '$end'\n";
    my $answer = $self->read_answer;
    return $answer if defined $answer;
    $self->quit;
    open(my $errors, '<:raw', $self->{errors}->filename) or die "errors of psql: $!";
    local $/;
    die "$text: " . <$errors>;
}

1;
