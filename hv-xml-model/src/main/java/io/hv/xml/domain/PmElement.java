package io.hv.xml.domain;

/** Kinds of sleep. Not thread-safe. */
public final class PmElement extends Element {

    PmElement(Place here) {
        super(here);
    }

    /** Sleep that keeps memory, S3. */
    public SuspendToMem suspendToMem() {
        return new SuspendToMem(here.child("suspend-to-mem"));
    }

    /** Sleep that keeps nothing, S4. */
    public SuspendToDisk suspendToDisk() {
        return new SuspendToDisk(here.child("suspend-to-disk"));
    }

    /** Sleep that keeps memory, S3. */
    public static final class SuspendToMem extends Element {

        SuspendToMem(Place here) {
            super(here);
        }

        /** {@code enabled}, yes or no. */
        public TextValue<Boolean> enabled() {
            return here.attribute("enabled", Form.YES_NO);
        }
    }
    /** Sleep that keeps nothing, S4. */
    public static final class SuspendToDisk extends Element {

        SuspendToDisk(Place here) {
            super(here);
        }

        /** {@code enabled}, yes or no. */
        public TextValue<Boolean> enabled() {
            return here.attribute("enabled", Form.YES_NO);
        }
    }
}
