package io.hv.xml.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the guest's clock shows when the guest starts. Durations and instants are whole seconds. Immutable. */
public sealed interface ClockSetting {

    /**
     * UTC, anew at each start.
     *
     * @param adjustment what becomes of the guest's own changes; null where the hypervisor decides it
     */
    record Utc(@Nullable Adjustment adjustment) implements ClockSetting {

        /** UTC, and the rest as the hypervisor has it. */
        public Utc() {
            this(null);
        }
    }

    /**
     * The host's local time, anew at each start.
     *
     * @param adjustment what becomes of the guest's own changes; null where the hypervisor decides it
     */
    record Localtime(@Nullable Adjustment adjustment) implements ClockSetting {

        /** Local time, and the rest as the hypervisor has it. */
        public Localtime() {
            this(null);
        }
    }

    /**
     * The time of a zone, anew at each start.
     *
     * @param name the zone, as the host's tz database calls it, {@code Europe/Paris} for example
     */
    record Timezone(String name) implements ClockSetting {

        /** Refuses null. */
        public Timezone {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * So much ahead of a clock of the host's; what the guest changes is kept from one start to the next.
     *
     * @param ahead how much; negative where it is behind
     * @param basis of what
     */
    record Variable(Duration ahead, ClockElement.Basis basis) implements ClockSetting {

        /** Refuses null. */
        public Variable {
            Objects.requireNonNull(ahead, "ahead");
            Objects.requireNonNull(basis, "basis");
        }
    }

    /**
     * The same time at each start.
     *
     * @param start the time, not before 1970
     */
    record Absolute(Instant start) implements ClockSetting {

        /** Refuses null. */
        public Absolute {
            Objects.requireNonNull(start, "start");
        }
    }

    /** What becomes of changes that a guest makes to a clock which begins with the host's. Immutable. */
    sealed interface Adjustment {

        /** They are forgotten at each start. Not all hypervisors can do that. */
        record Reset() implements Adjustment {}

        /**
         * They are kept: the clock becomes a {@link Variable} one.
         *
         * @param ahead how much it is ahead at the first start; negative where it is behind
         */
        record Kept(Duration ahead) implements Adjustment {

            /** Refuses null. */
            public Kept {
                Objects.requireNonNull(ahead, "ahead");
            }
        }
    }
}
