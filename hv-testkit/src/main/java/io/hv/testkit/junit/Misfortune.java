package io.hv.testkit.junit;

import io.hv.Console;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.NotFoundException;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a guest does not become ready any more, as exceptions that show what is known of it. */
final class Misfortune {

    /** For what is already on its way: the rest of a line, and the state after the console's end. */
    private static final Duration SOON = Duration.ofSeconds(2);

    /** How much of each part of the evidence a message shows: the end. */
    private static final int SHOWN = 2000;

    private Misfortune() {}

    /**
     * Its kernel has panicked.
     *
     * @param session stands behind {@link Console#PANIC}
     */
    static InvalidStateException panicked(Domain domain, String awaited, ConsoleSession session) {
        String message;
        try {
            message = session.expect("\n", SOON).strip();
        } catch (OperationTimeoutException | InvalidStateException e) {
            // Its last line has no end.
            message = session.readAvailable().strip();
        }
        return new InvalidStateException(
                "'" + domain.name() + "' panicked (" + message + ") before there was " + awaited + shown(domain),
                "see its console");
    }

    /** Its machine has ended, or soon has. */
    static InvalidStateException ended(Domain domain, String awaited, HypervisorException because) {
        String how;
        try {
            how = "is " + domain.awaitEnd(SOON);
        } catch (HypervisorException e) {
            // It is not there any more, or its host is not.
            how = "has ended: " + because.getMessage();
        }
        return new InvalidStateException(
                "'" + domain.name() + "' " + how + ", and there was not " + awaited + shown(domain),
                "see its console, and how it ended");
    }

    /** Whether its machine has ended, or soon has; a transient domain is gone with it. */
    static boolean endsSoon(Domain domain) {
        try {
            Object unused = domain.awaitEnd(SOON);
            return true;
        } catch (NotFoundException gone) {
            return true;
        } catch (HypervisorException unknown) {
            // It runs on, or cannot be asked.
            return false;
        }
    }

    /** It takes longer than anybody waits. */
    static OperationTimeoutException late(Domain domain, String awaited, Duration timeout) {
        return new OperationTimeoutException(
                "waited " + timeout + " for " + awaited + " of '" + domain.name() + "'",
                "see what the guest does, or wait longer",
                shown(domain));
    }

    /** What is known of it, each part on lines of its own. */
    private static String shown(Domain domain) {
        Map<String, String> evidence;
        try {
            evidence = domain.evidence();
        } catch (HypervisorException e) {
            return "\n(no evidence: " + e.getMessage() + ")\n";
        }
        return evidence.entrySet().stream()
                .filter(part -> !part.getKey().equals("spec.txt"))
                .map(part -> "\n--- " + part.getKey() + "\n" + end(part.getValue()))
                .collect(Collectors.joining());
    }

    private static String end(String text) {
        return text.length() <= SHOWN ? text : "..." + text.substring(text.length() - SHOWN);
    }
}
