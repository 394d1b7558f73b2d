# A psql that stays, since starting one takes longer than most of what it is
# started for.
#
#   my $psql = PsqlSession->new('postgres', '-U', 'ann');  # a database or a string of
#                             # connection options, and psql's own options
#   $psql->sql($text)         # what it writes, unaligned, for SQL and commands of its
#                             # own; dies if there was an error
#   $psql->try($text)         # standard output and standard error; an error ends
#                             # nothing, neither the session nor its transaction
#   $psql->start($text)       # try, without waiting
#   $psql->has_answered       # whether all of its answer is there
#   $psql->answer             # it, when it is
#   $psql->is_open            # false after an error with -v ON_ERROR_STOP=1
#   $psql->quit
package PsqlSession;
use strict;
use warnings;
use File::Temp;
use IO::Handle;
use IO::Select;
use POSIX ();

my $limit = $ENV{PG_TEST_TIMEOUT_DEFAULT} // 180;

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
          && exec qw(psql -XAtq -d), $database, @options;
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

# Reads on, if there is something within so many seconds.
sub read_more {
    my ($self, $seconds) = @_;
    return 0 unless IO::Select->new($self->{answers})->can_read($seconds);
    sysread($self->{answers}, $self->{answer}, 65536, length $self->{answer}) or $self->quit;
    return 1;
}

# Whether all of it is there, or psql ended.
sub has_answered {
    my ($self) = @_;
    1 while $self->is_open && $self->{answer} !~ /(?:^|\n)$end\n\z/ && $self->read_more(0);
    return !$self->is_open || $self->{answer} =~ /(?:^|\n)$end\n\z/;
}

# Until its end; without that if psql ended.
sub read_answer {
    my ($self) = @_;
    until ($self->has_answered) {
        next if $self->read_more($limit);
        kill 'KILL', $self->{pid};
        die "$self->{text}: no answer after: $self->{answer}";
    }
    return $self->{answer} =~ s/(?:^|\n)$end\n\z//r;
}

sub start {
    my ($self, $text) = @_;
    local $SIG{PIPE} = 'IGNORE';
    $self->write_input($self->{text} = $text);
    $self->{answer} = '';
    truncate $self->{errors}->filename, 0;
    print { $self->{commands} } "\\i " . $self->{input}->filename . "\n\\echo '$end'\n";
}

# All of psql's errors are there when it answers, since it writes them at once.
sub answer {
    my ($self) = @_;
    my $answer = $self->read_answer;
    open(my $errors, '<:raw', $self->{errors}->filename) or die "errors of psql: $!";
    local $/;
    return ($answer, scalar(<$errors>) =~ s/\n\z//r);
}

sub try {
    my ($self, $text) = @_;
    $self->start($text);
    return $self->answer;
}

sub sql {
    my ($self, $text) = @_;
    my ($answer, $errors) = $self->try($text);
    die "$text: $errors" if !$self->is_open || $errors =~ /(?:ERROR|FATAL): /;
    return $answer;
}

1;
