package io.hv.testkit.junit;

import io.hv.Domain;
import java.time.Duration;
import java.util.Optional;

/** One thing that is done to a golden machine before it is forked. */
sealed interface Step {

    /** What it does, for the key of templates: how long it may take is no part of that. */
    String text();

    /** Does it. */
    void run(Dialogue dialogue);

    /** Does what has to be done again with each clone. */
    default void meet(Domain clone) {}

    /** How long the agent is waited for, where it is. */
    default Optional<Duration> agentPatience() {
        return Optional.empty();
    }

    /** Waits. */
    record Ready(Readiness readiness, Duration timeout) implements Step {
        @Override
        public String text() {
            return "ready " + readiness.description();
        }

        @Override
        public void run(Dialogue dialogue) {
            if (readiness instanceof ConsoleReadiness console) {
                // In the same session as what was typed before: only what comes after it counts.
                dialogue.expect(console, timeout);
            } else {
                readiness.await(dialogue.domain(), timeout);
            }
        }

        @Override
        public Optional<Duration> agentPatience() {
            return readiness instanceof AgentReadiness ? Optional.of(timeout) : Optional.empty();
        }

        @Override
        public void meet(Domain clone) {
            if (readiness instanceof AgentReadiness) {
                readiness.await(clone, timeout);
            }
        }
    }

    /** Types. */
    record Types(String typed) implements Step {
        @Override
        public String text() {
            return "types " + typed;
        }

        @Override
        public void run(Dialogue dialogue) {
            dialogue.type(typed);
        }
    }
}
