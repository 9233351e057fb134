package io.hv.testkit.junit;

import io.hv.Domain;
import io.hv.Feature;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * When a guest is of use. Waiting fails at once when it cannot become ready any more: because its kernel says on the console
 * that it has panicked, because it has crashed, or has ended. Immutable, and safe for any thread.
 *
 * <p>How long to wait belongs to the test and to the computer that it runs on, not to this.
 */
public interface Readiness {

    /** What is waited for, always in the same words: templates are found again by them. */
    String description();

    /** What a host must be able to do for it. */
    default Set<Feature> needs() {
        return Set.of();
    }

    /**
     * Waits until the domain is ready.
     *
     * @throws io.hv.OperationTimeoutException if that takes longer; the evidence tells what was there instead
     * @throws io.hv.InvalidStateException at once if it panics, crashes or ends; the message holds the end of its console
     */
    void await(Domain domain, Duration timeout);

    /** When its console has printed this text in its present run; of a clone, since it is one. */
    static Readiness console(String text) {
        return new ConsoleReadiness("the text '" + text + "' on the console", Pattern.compile(Pattern.quote(text)));
    }

    /** When its console has printed what matches. */
    static Readiness console(Pattern pattern) {
        return new ConsoleReadiness("the pattern /" + pattern + "/ " + pattern.flags() + " on the console", pattern);
    }

    /**
     * When it has written this to its marker port, see {@link Domain#awaitMarker}.
     *
     * @param value 0 to 255
     */
    static Readiness marker(int value) {
        return new WatchedReadiness(
                "the marker 0x" + Integer.toHexString(value),
                Set.of(Feature.MARKER),
                (domain, timeout) -> domain.awaitMarker(value, timeout));
    }

    /**
     * When the agent in it answers, see {@link Domain#agent()}. The agents of clones have channels of their own: a clone of a
     * golden machine that waits for this is handed out when its own agent answers.
     */
    static Readiness agent() {
        return new AgentReadiness();
    }

    /**
     * When a check of one's own has come back. It runs on a thread of its own, which is interrupted when nobody waits any
     * more.
     *
     * @param description what it waits for: another one whenever the check is another one
     */
    static Readiness of(String description, Check check) {
        return new WatchedReadiness(description, Set.of(), check);
    }

    /** Waits for something of a domain. Safe for any thread. */
    @FunctionalInterface
    interface Check {

        /**
         * Comes back when it is there.
         *
         * @throws Exception if that takes longer, or cannot be
         */
        void await(Domain domain, Duration timeout) throws Exception;
    }
}
