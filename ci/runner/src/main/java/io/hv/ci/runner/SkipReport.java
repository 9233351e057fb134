package io.hv.ci.runner;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes JUnit XML reports for tests that this machine cannot run at all, so that the summary counts them. */
final class SkipReport {
    private final Path reports;
    private final String reason;

    SkipReport(Path reports, String reason) {
        this.reports = reports;
        this.reason = reason;
    }

    void write(List<TestClass> classes) throws IOException {
        for (TestClass testClass : classes) {
            Path folder = Files.createDirectories(reports.resolve(testClass.name()));
            try (Writer file = Files.newBufferedWriter(folder.resolve("TEST-skipped.xml"))) {
                write(testClass, XMLOutputFactory.newFactory().createXMLStreamWriter(file));
            } catch (XMLStreamException e) {
                throw new IOException("cannot write the report of " + testClass.name(), e);
            }
        }
    }

    private void write(TestClass testClass, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartDocument();
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", testClass.name());
        xml.writeAttribute("tests", String.valueOf(testClass.tests().size()));
        xml.writeAttribute("skipped", String.valueOf(testClass.tests().size()));
        for (String test : testClass.tests()) {
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", testClass.name());
            xml.writeAttribute("name", test);
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", reason);
            xml.writeEndElement();
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }
}
