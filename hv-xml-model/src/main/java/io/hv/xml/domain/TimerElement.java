package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** A timer of the guest. Not thread-safe. */
public final class TimerElement extends Element {

    /** The words of {@link #name}. */
    public enum Name implements Word {
        PLATFORM,
        RTC,
        TSC,
        HPET,
        PIT,
        ARMVTIMER,
        KVMCLOCK,
        HYPERVCLOCK
    }

    /** The words of {@link #track}. */
    public enum Track implements Word {
        BOOT,
        GUEST,
        WALL,
        REALTIME
    }

    /** The words of {@link #tickpolicy}. */
    public enum Tickpolicy implements Word {
        DELAY,
        MERGE,
        DISCARD,
        CATCHUP
    }

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        AUTO,
        NATIVE,
        EMULATE,
        PARAVIRT,
        SMPSAFE
    }

    TimerElement(Place here) {
        super(here);
    }

    /** {@code name}, a {@link Name}. */
    public TextValue<Name> name() {
        return here.attribute("name", Form.words(Name.class));
    }

    /** {@code track}, a {@link Track}. */
    public TextValue<Track> track() {
        return here.attribute("track", Form.words(Track.class));
    }

    /** What happens to ticks that the guest has missed. */
    public TextValue<Tickpolicy> tickpolicy() {
        return here.attribute("tickpolicy", Form.words(Tickpolicy.class));
    }

    /** In hertz. */
    public NumberValue frequency() {
        return here.number("frequency", Numbers.decimal(0, Numbers.ANY));
    }

    /** {@code mode}, a {@link Mode}. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }

    /** {@code present}, yes or no. */
    public TextValue<Boolean> present() {
        return here.attribute("present", Form.YES_NO);
    }

    /** How fast missed ticks are made up for. */
    public Catchup catchup() {
        return new Catchup(here.child("catchup"));
    }

    /** How fast missed ticks are made up for. */
    public static final class Catchup extends Element {

        Catchup(Place here) {
            super(here);
        }

        /** {@code threshold}, 0 to 4,294,967,295. */
        public NumberValue threshold() {
            return here.number("threshold", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code slew}, 0 to 4,294,967,295. */
        public NumberValue slew() {
            return here.number("slew", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code limit}, 0 to 4,294,967,295. */
        public NumberValue limit() {
            return here.number("limit", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
