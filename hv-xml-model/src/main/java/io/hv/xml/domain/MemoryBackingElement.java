package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** How the host holds the guest's memory. Not thread-safe. */
public final class MemoryBackingElement extends Element {

    /** The words of {@link #sourceType}. */
    public enum SourceType implements Word {
        FILE,
        ANONYMOUS,
        MEMFD
    }

    MemoryBackingElement(Place here) {
        super(here);
    }

    /** What it is: {@link #sourceType} and {@link #hugepages} in one. */
    public Value<MemoryBacking> kind() {
        return new MemoryBackingValue(here);
    }

    /** Large pages of the host. */
    public HugepagesElement hugepages() {
        return new HugepagesElement(here.child("hugepages"));
    }

    /** Whether equal pages of several guests stay apart. */
    public Flag nosharepages() {
        return here.child("nosharepages").flag();
    }

    /** Whether it is never swapped out. */
    public Flag locked() {
        return here.child("locked").flag();
    }

    /** {@code <source type>}, a {@link SourceType}. */
    public TextValue<SourceType> sourceType() {
        return here.child("source").only("type", Form.words(SourceType.class));
    }

    /** {@code <access mode>}, a {@link MemoryAccess}. */
    public TextValue<MemoryAccess> accessMode() {
        return here.child("access").only("mode", Form.words(MemoryAccess.class));
    }

    /** When the host's memory is taken. */
    public Allocation allocation() {
        return new Allocation(here.child("allocation"));
    }

    /** Whether it is thrown away, and not written back, when the domain ends. */
    public Flag discard() {
        return here.child("discard").flag();
    }

    /** When the host's memory is taken. */
    public static final class Allocation extends Element {

        /** The words of {@link #mode}. */
        public enum Mode implements Word {
            IMMEDIATE,
            ONDEMAND
        }

        Allocation(Place here) {
            super(here);
        }

        /** {@code mode}, a {@link Mode}. */
        public TextValue<Mode> mode() {
            return here.attribute("mode", Form.words(Mode.class));
        }

        /** {@code threads}, 0 to 4,294,967,295. */
        public NumberValue threads() {
            return here.number("threads", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
