package io.hv.sketch;

/** What copies to make. Immutable. */
public interface CloneSpec {

    /** Copies of the machine as it runs: memory and disks are shared until they are written. */
    static CloneSpec live() {
        return Later.value();
    }

    /** Copies of the definition whose disks are overlays on the original's. */
    static CloneSpec linked() {
        return Later.value();
    }

    /** Copies of the definition with disks of their own. */
    static CloneSpec full() {
        return Later.value();
    }

    /** How many; 1 where nothing is said. All live ones show the same moment. */
    CloneSpec count(int count);

    /** A pattern for their names, with {@code %d} for the number. */
    CloneSpec naming(String pattern);
}
