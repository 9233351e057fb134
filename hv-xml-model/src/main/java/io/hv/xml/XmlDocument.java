package io.hv.xml;

import io.hv.xml.wire.HardenedReader;
import io.hv.xml.wire.Wire;
import io.hv.xml.wire.WireElement;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * One of libvirt's XML documents, or a piece of one. What is read is written again without loss: values as they were,
 * what libvirt's schemas do not know at its place, only comments and white space between elements are not kept. Elements
 * are in the order of the schemas, which all validators accept.
 *
 * <p>Documents may come from strangers. A document type is refused, and with it every entity of its own; so is what is
 * nested deeper than 256 levels or has more than 32 Mi characters. Nothing outside of the document is read.
 *
 * <p>Not thread-safe.
 */
public final class XmlDocument {

    private final @Nullable XmlKind kind;
    private final WireElement root;

    private XmlDocument(@Nullable XmlKind kind, WireElement root) {
        this.kind = kind;
        this.root = root;
    }

    private interface Source {
        HardenedReader open() throws XMLStreamException;
    }

    /**
     * Reads a document from text; its root says what it is.
     *
     * @throws XmlException if it is not well-formed, or is refused
     */
    public static XmlDocument parse(String text) {
        return read("", null, () -> HardenedReader.of(text));
    }

    /**
     * Reads a document of that kind from text.
     *
     * @throws XmlException if it is not well-formed, is refused, or has another root
     */
    public static XmlDocument parse(String text, XmlKind kind) {
        return read("", kind, () -> HardenedReader.of(text));
    }

    /**
     * Reads a document from a stream, which stays open.
     *
     * @throws XmlException if it is not well-formed, is refused, or the stream fails
     */
    public static XmlDocument read(InputStream in) {
        return read("", null, () -> HardenedReader.of(in));
    }

    /**
     * Reads a document from a file.
     *
     * @throws XmlException if it is not well-formed, is refused, or cannot be read
     */
    public static XmlDocument read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), null, () -> HardenedReader.of(in));
        } catch (IOException e) {
            throw new XmlException(file.toString(), 0, 0, "cannot be read: " + e, "", e);
        }
    }

    private static XmlDocument read(String what, @Nullable XmlKind wanted, Source source) {
        try {
            HardenedReader parser = source.open();
            XmlKind[] found = {wanted};
            WireElement root = Wire.read(parser, name -> {
                if (wanted == null) {
                    found[0] = XmlKind.ofRoot(name).orElse(null);
                }
                return found[0] == null ? null : found[0].type();
            });
            return new XmlDocument(found[0], root);
        } catch (XMLStreamException e) {
            throw Faults.of(what, e);
        }
    }

    /** What it describes; empty if its root is none of libvirt's, and then all of it is kept as it is. */
    public Optional<XmlKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** The name of the root element, without its namespace. */
    public String rootName() {
        return root.name().getLocalPart();
    }

    /** The wire layer below, for what is built on it in this module: nobody else can name its type. Live. */
    @SuppressWarnings("exports")
    public WireElement root() {
        return root;
    }

    /**
     * Paths of the elements and attributes that libvirt's schemas do not know where they stand. They are kept all the same.
     * What is below {@code <metadata>} is not among them: that is free.
     */
    public List<String> unknown() {
        List<String> unknown = new ArrayList<>();
        Strangers.find(root, "/" + Paths.name(root.name()), unknown);
        return List.copyOf(unknown);
    }

    /** The document as text, indented, without an XML declaration. */
    public String text() {
        return Paths.text(root);
    }

    /**
     * Writes it in UTF-8 to a stream, which stays open.
     *
     * @throws XmlException if the stream fails
     */
    public void write(OutputStream to) {
        try {
            Wire.write(root, to);
        } catch (XMLStreamException e) {
            throw Faults.of("", e);
        }
    }

    @Override
    public String toString() {
        return "<" + rootName() + ">";
    }
}
