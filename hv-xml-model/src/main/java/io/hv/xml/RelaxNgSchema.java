package io.hv.xml;

import io.hv.xml.wire.HardenedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A schema in jing, which is made by the name of its class and used by the JDK's interfaces: hv compiles without it. */
final class RelaxNgSchema {

    private static final String JING = "com.thaiopensource.relaxng.jaxp.XMLSyntaxSchemaFactory";

    private final Schema schema;

    private RelaxNgSchema(Schema schema) {
        this.schema = schema;
    }

    private static final class Problems implements ErrorHandler {

        final List<XmlProblem> found = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) {
            found.add(new XmlProblem(e.getLineNumber(), e.getColumnNumber(), String.valueOf(e.getMessage())));
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }

    static RelaxNgSchema read(Path file) {
        SchemaFactory factory = factory();
        Problems problems = new Problems();
        factory.setErrorHandler(problems);
        try {
            return new RelaxNgSchema(factory.newSchema(new File(file.toString())));
        } catch (SAXException e) {
            String why = problems.found.isEmpty()
                    ? String.valueOf(e.getMessage())
                    : problems.found.get(0).message();
            throw new XmlException(
                    file.toString(),
                    0,
                    0,
                    "cannot be used as a schema: " + why,
                    "libvirt's schemas come with its client library; name their folder",
                    e);
        }
    }

    private static SchemaFactory factory() {
        try {
            return Class.forName(JING, true, RelaxNgSchema.class.getClassLoader())
                    .asSubclass(SchemaFactory.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw new XmlException("", 0, 0, "there is no validator", "add org.relaxng:jing to the class path", e);
        } catch (ReflectiveOperationException e) {
            throw new XmlException("", 0, 0, "jing cannot be used: " + e, "", e);
        }
    }

    List<XmlProblem> problems(HardenedReader document) throws XMLStreamException {
        Problems problems = new Problems();
        ValidatorHandler validator = schema.newValidatorHandler();
        validator.setErrorHandler(problems);
        try {
            SaxEvents.of(document).send(validator);
        } catch (SAXException e) {
            throw new XMLStreamException(e);
        }
        return List.copyOf(problems.found);
    }
}
