package io.hv.xml;

import io.hv.xml.wire.HardenedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;

/**
 * Holds documents to one of libvirt's RELAX NG schemas, which libvirt's client library brings in
 * {@code /usr/share/libvirt/schemas}. It needs jing ({@code org.relaxng:jing}), which hv does not bring: whoever validates
 * adds it. Documents are read as {@link XmlDocument} reads them, so hostile ones are refused. May be shared between
 * threads.
 */
public final class XmlValidator {

    /** Where libvirt's schemas usually are. */
    public static final Path SCHEMAS = Path.of("/usr/share/libvirt/schemas");

    private final RelaxNgSchema schema;

    private XmlValidator(RelaxNgSchema schema) {
        this.schema = schema;
    }

    /**
     * Reads a schema.
     *
     * @param schemas the folder of libvirt's schemas
     * @throws XmlException if the kind has no schema of its own, the schema cannot be read, or jing is not there
     */
    public static XmlValidator of(XmlKind kind, Path schemas) {
        String name = kind.schema()
                .orElseThrow(() -> new XmlException(
                        "", 0, 0, "libvirt has no schema for a <" + kind.rootName() + "> alone", "", null));
        return new XmlValidator(RelaxNgSchema.read(schemas.resolve(name)));
    }

    /**
     * What is wrong with a document; empty if it is valid.
     *
     * @throws XmlException if it is not well-formed or refused
     */
    public List<XmlProblem> problems(String document) {
        try {
            return schema.problems(HardenedReader.of(document));
        } catch (XMLStreamException e) {
            throw Faults.of("", e);
        }
    }

    /**
     * What is wrong with a file; empty if it is valid.
     *
     * @throws XmlException if it is not well-formed, refused, or cannot be read
     */
    public List<XmlProblem> problems(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return schema.problems(HardenedReader.of(in));
        } catch (XMLStreamException e) {
            throw Faults.of(file.toString(), e);
        } catch (IOException e) {
            throw new XmlException(file.toString(), 0, 0, "cannot be read: " + e, "", e);
        }
    }
}
