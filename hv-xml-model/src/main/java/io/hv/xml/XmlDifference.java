package io.hv.xml;

/**
 * One thing in which two documents say something else.
 *
 * @param kind what happened to it
 * @param path where, as an XPath with libvirt's usual prefixes: in the first document, of what was added in the second
 * @param before what the first document has; empty if that is nothing
 * @param after what the second document has; empty if that is nothing
 */
public record XmlDifference(Kind kind, String path, String before, String after) {

    /** What happened. */
    public enum Kind {
        /** A value is another one. */
        CHANGED,
        /** An attribute, a text or an element is there in the first document only. */
        REMOVED,
        /** An attribute, a text or an element is there in the second document only. */
        ADDED,
        /** Elements of one name, or rules of a filter, are in another order. */
        REORDERED
    }

    /** In a line: {@code ~} changed, {@code -} removed, {@code +} added, {@code ^} in another order. */
    @Override
    public String toString() {
        return switch (kind) {
            case CHANGED -> "~ " + path + ": " + before + " -> " + after;
            case REMOVED -> "- " + path + ": " + before;
            case ADDED -> "+ " + path + ": " + after;
            case REORDERED -> "^ " + path + ": " + before + " -> " + after;
        };
    }
}
