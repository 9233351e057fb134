package io.hv;

import java.util.Objects;

/** One thing that clones have of their own, or still have in common with their original. Immutable. */
public final class CloneItem {

    private final String what;
    private final String detail;

    private CloneItem(String what, String detail) {
        this.what = what;
        this.detail = detail;
    }

    /**
     * An item.
     *
     * @param what a short, stable name, for example {@code uuid} or {@code disk:vda}
     * @param detail what became of it, or why it is as it was, in a sentence for people
     */
    public static CloneItem of(String what, String detail) {
        return new CloneItem(Objects.requireNonNull(what), Objects.requireNonNull(detail));
    }

    /** A short, stable name. */
    public String what() {
        return what;
    }

    /** What became of it, or why it is as it was. */
    public String detail() {
        return detail;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CloneItem that && what.equals(that.what) && detail.equals(that.detail);
    }

    @Override
    public int hashCode() {
        return Objects.hash(what, detail);
    }

    @Override
    public String toString() {
        return what + ": " + detail;
    }
}
