package io.hv.mem.mutant;

import io.hv.ClosedException;
import io.hv.Console;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.InvalidStateException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Bugs of console sessions. */
final class ConsoleBugs {

    private ConsoleBugs() {}

    static Bug losesFirstByte() {
        return call -> {
            Object result = call.proceed();
            if (call.is(Console.class, "open")
                    && call.argument(0) == From.START
                    && result instanceof ConsoleSession session) {
                try {
                    session.expect(Pattern.compile("(?s)."), Duration.ofMillis(50));
                } catch (OperationTimeoutException e) {
                    return result;
                }
            }
            return result;
        };
    }

    static Bug sharedCursor() {
        Map<Object, Object> sessions = new ConcurrentHashMap<>();
        return call -> {
            if (!call.is(Console.class, "open")) {
                return call.proceed();
            }
            Object before = sessions.get(call.target());
            if (before == null) {
                before = call.proceed();
                sessions.put(call.target(), before);
            }
            return before;
        };
    }

    static Bug movesOnTimeout() {
        return call -> {
            try {
                return call.proceed();
            } catch (OperationTimeoutException e) {
                if (call.target() instanceof ConsoleSession session) {
                    session.readAvailable();
                }
                throw e;
            }
        };
    }

    static Bug timeoutWithoutEvidence() {
        return call -> {
            try {
                return call.proceed();
            } catch (OperationTimeoutException e) {
                if (call.target() instanceof ConsoleSession) {
                    throw new OperationTimeoutException("nothing came", e.remedy(), "");
                }
                throw e;
            }
        };
    }

    static Bug nowIsStart() {
        return call -> call.is(Console.class, "open") ? call.proceed(From.START) : call.proceed();
    }

    /** The end of the domain is not noticed: the time-out has to come. */
    static Bug endNotNoticed() {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(ConsoleSession.class, "expect") && !(e instanceof ClosedException)) {
                    throw new OperationTimeoutException("nothing came", e.remedy(), "");
                }
                throw e;
            }
        };
    }

    static Bug expectDoesNotMove() {
        return call -> {
            if (call.is(ConsoleSession.class, "expect") && call.argument(0) instanceof String literal) {
                call.on(ConsoleSession.class)
                        .expect(Pattern.compile("(?=" + Pattern.quote(literal) + ")"), (Duration) call.argument(1));
                return literal;
            }
            return call.proceed();
        };
    }

    static Bug closeDoesNothing() {
        return call -> call.is(ConsoleSession.class, "close") ? null : call.proceed();
    }

    static Bug sendIsLost() {
        return call -> call.is(ConsoleSession.class, "send") ? null : call.proceed();
    }
}
