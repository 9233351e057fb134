package io.hv.testkit.junit;

import io.hv.Console;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A talk with a guest on its console, from the first byte on; each wait goes on behind the last. For one thread. */
final class Dialogue implements AutoCloseable {

    private final Domain domain;
    private @Nullable ConsoleSession session;

    Dialogue(Domain domain) {
        this.domain = domain;
    }

    Domain domain() {
        return domain;
    }

    private ConsoleSession console() {
        if (session == null) {
            session = domain.console().open(From.START);
        }
        return session;
    }

    void type(String text) {
        console().send(text);
    }

    /** What is waited for, or a panic, whichever comes first. */
    void expect(ConsoleReadiness wanted, Duration timeout) {
        ConsoleSession console = console();
        MatchResult found;
        try {
            found = console.expect(orPanic(wanted.pattern()), timeout);
        } catch (OperationTimeoutException late) {
            throw Misfortune.late(domain, wanted.description(), timeout);
        } catch (InvalidStateException ended) {
            throw ended(wanted, ended);
        }
        // The last group is the panic's.
        if (found.group(found.groupCount()) != null) {
            throw Misfortune.panicked(domain, wanted.description(), console);
        }
    }

    private HypervisorException ended(ConsoleReadiness wanted, InvalidStateException because) {
        return because.getClass() == InvalidStateException.class
                ? Misfortune.ended(domain, wanted.description(), because)
                : because; // closed: not the guest's affair
    }

    /** The flags of the pattern are for its own part only, and its groups keep their numbers. */
    private static Pattern orPanic(Pattern wanted) {
        boolean comments = (wanted.flags() & Pattern.COMMENTS) != 0;
        boolean literal = (wanted.flags() & Pattern.LITERAL) != 0;
        String own = literal ? Pattern.quote(wanted.pattern()) : wanted.pattern() + (comments ? "\n" : "");
        return Pattern.compile("(?:" + own + ")|(?-ix:(" + Console.PANIC + "))", wanted.flags() & ~Pattern.LITERAL);
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
