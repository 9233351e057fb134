package io.hv.xml;

import io.hv.HypervisorException;
import org.jspecify.annotations.Nullable;

/**
 * A document cannot be read or written: it is not well-formed, is refused for what it asks for, or is too large. Or a value
 * in it is asked for that is written in no form that hv knows.
 */
public final class XmlException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    /**
     * Says what and where.
     *
     * @param what names the document, and may be empty
     * @param line from 1 on; 0 where it is no place in the document
     * @param column from 1 on; 0 likewise
     * @param why what is wrong
     * @param remedy what to do about it; may be empty
     */
    XmlException(String what, int line, int column, String why, String remedy, @Nullable Throwable cause) {
        super(place(what, line, column) + why, remedy, cause);
        this.line = line;
        this.column = column;
    }

    /**
     * Something in a document means nothing that hv understands.
     *
     * @param path where, as {@link XmlDifference} names places
     * @param why what is wrong
     */
    public static XmlException at(String path, String why, @Nullable Throwable cause) {
        return new XmlException(path, 0, 0, why, "", cause);
    }

    private static String place(String what, int line, int column) {
        String place = line > 0 ? "line " + line + ", column " + column : "";
        String between = what.isEmpty() || place.isEmpty() ? "" : ": ";
        String all = what + between + place;
        return all.isEmpty() ? "" : all + ": ";
    }

    /** The line where the reader noticed it, from 1 on; 0 where it is no place in the document. */
    public int line() {
        return line;
    }

    /** The column of that line, from 1 on; 0 where it is no place in the document. */
    public int column() {
        return column;
    }
}
