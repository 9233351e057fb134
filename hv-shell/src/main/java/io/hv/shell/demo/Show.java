package io.hv.shell.demo;

import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.TransientDomain;
import java.util.Optional;
import java.util.Set;

/** One guest of the demonstration: what it is, and what there is to see. */
interface Show {

    /** In a word or two. */
    String title();

    /** The machine. */
    DomainSpec spec();

    /** What the host has to support, beyond what the machine asks for. */
    default Set<Feature> needs() {
        return Set.of();
    }

    /**
     * Talks to the guest up to its end, and judges.
     *
     * @throws Disappointment if something else happened than was to be seen
     * @throws io.hv.HypervisorException likewise
     */
    Sight watch(TransientDomain domain);

    /**
     * What was seen.
     *
     * @param text in a line
     * @param crash the report of a crash that was meant to happen
     */
    record Sight(String text, Optional<CrashReport> crash) {

        static Sight of(String text) {
            return new Sight(text, Optional.empty());
        }
    }

    /** The guest did something else. */
    final class Disappointment extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Disappointment(String message) {
            super(message);
        }
    }
}
