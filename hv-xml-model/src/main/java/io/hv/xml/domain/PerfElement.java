package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Events of the host's processors. Not thread-safe. */
public final class PerfElement extends Element {

    PerfElement(Place here) {
        super(here);
    }

    /** All {@code <event>}, in their order. */
    public Elements<Event> events() {
        return here.all("event", Event::new);
    }

    /** An event that is counted or not. */
    public static final class Event extends Element {

        /** The words of {@link #name}. */
        public enum Name implements Word {
            CMT("cmt"),
            MBMT("mbmt"),
            MBML("mbml"),
            CPU_CYCLES("cpu_cycles"),
            INSTRUCTIONS("instructions"),
            CACHE_REFERENCES("cache_references"),
            CACHE_MISSES("cache_misses"),
            BRANCH_INSTRUCTIONS("branch_instructions"),
            BRANCH_MISSES("branch_misses"),
            BUS_CYCLES("bus_cycles"),
            STALLED_CYCLES_FRONTEND("stalled_cycles_frontend"),
            STALLED_CYCLES_BACKEND("stalled_cycles_backend"),
            REF_CPU_CYCLES("ref_cpu_cycles"),
            CPU_CLOCK("cpu_clock"),
            TASK_CLOCK("task_clock"),
            PAGE_FAULTS("page_faults"),
            CONTEXT_SWITCHES("context_switches"),
            CPU_MIGRATIONS("cpu_migrations"),
            PAGE_FAULTS_MIN("page_faults_min"),
            PAGE_FAULTS_MAJ("page_faults_maj"),
            ALIGNMENT_FAULTS("alignment_faults"),
            EMULATION_FAULTS("emulation_faults");

            private final String word;

            Name(String word) {
                this.word = word;
            }

            @Override
            public String word() {
                return word;
            }
        }

        Event(Place here) {
            super(here);
        }

        /** {@code name}, a {@link Name}. */
        public TextValue<Name> name() {
            return here.attribute("name", Form.words(Name.class));
        }

        /** {@code enabled}, yes or no. */
        public TextValue<Boolean> enabled() {
            return here.attribute("enabled", Form.YES_NO);
        }
    }
}
