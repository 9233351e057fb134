package io.hv.xml;

import io.hv.xml.wire.WireElement;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A document that has a neutral spec. Immutable and safe for any thread.
 *
 * @param <W> the class of its root
 */
abstract class SpecXml<W extends WireElement> {

    /** Never changed. */
    final W root;

    private final XmlKind kind;
    private final Class<W> type;

    SpecXml(W root, XmlKind kind, Class<W> type) {
        this.root = root;
        this.kind = kind;
        this.type = type;
    }

    /** The root of a document in a file, which has to be of a kind. */
    static <W extends WireElement> W read(Path file, Class<W> type) {
        XmlDocument document = XmlDocument.read(file);
        if (type.isInstance(document.root())) {
            return type.cast(document.root());
        }
        throw new XmlException(
                file.toString(),
                0,
                0,
                "the document is a <" + document.rootName() + ">, not a <"
                        + WireElement.nameOf(type).getLocalPart() + ">",
                "",
                null);
    }

    /** A copy of the root, which may be changed. */
    final W copy() {
        return type.cast(document().root());
    }

    /** A changed copy of the root. */
    final W changed(Consumer<W> change) {
        W copy = copy();
        change.accept(copy);
        return copy;
    }

    /** A copy that may be changed. */
    public XmlDocument document() {
        return XmlDocument.parse(text(), kind);
    }

    /** The document, indented, without an XML declaration. */
    public String text() {
        return Paths.text(root);
    }

    /**
     * Writes it in UTF-8 to a stream, which stays open.
     *
     * @throws XmlException if the stream fails
     */
    public void write(OutputStream to) {
        document().write(to);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SpecXml<?> that && kind == that.kind && text().equals(that.text());
    }

    @Override
    public final int hashCode() {
        return text().hashCode();
    }

    @Override
    public final String toString() {
        return text();
    }
}
