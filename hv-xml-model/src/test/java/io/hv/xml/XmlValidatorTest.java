package io.hv.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlValidatorTest {

    private static final String SCHEMA = """
            <grammar xmlns="http://relaxng.org/ns/structure/1.0"
                datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
              <include href="parts.rng"/>
              <start><element name="domain"><ref name="vcpu"/></element></start>
            </grammar>
            """;
    private static final String PARTS = """
            <grammar xmlns="http://relaxng.org/ns/structure/1.0"
                datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
              <define name="vcpu">
                <element name="vcpu"><data type="string"><param name="pattern">[0-9]+</param></data></element>
              </define>
            </grammar>
            """;

    @Test
    void aProblemHasLineAndColumn(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("domain.rng"), SCHEMA);
        Files.writeString(folder.resolve("parts.rng"), PARTS);
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, folder);
        assertEquals(List.of(), validator.problems("<domain>\n  <vcpu>2</vcpu>\n</domain>"));
        List<XmlProblem> problems = validator.problems("<domain>\n  <vcpu>2</vcpu>\n   <other/>\n</domain>");
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(3, problems.get(0).line());
        assertEquals(4, problems.get(0).column());
        assertTrue(problems.get(0).message().contains("\"other\""), problems::toString);
        assertEquals(1, validator.problems("<domain><vcpu>two</vcpu></domain>").size());
        assertThrows(XmlException.class, () -> validator.problems("<!DOCTYPE domain><domain/>"));
    }

    @Test
    void whatCannotBeUsed(@TempDir Path folder) throws IOException {
        assertThrows(XmlException.class, () -> XmlValidator.of(XmlKind.DOMAIN, folder));
        assertThrows(XmlException.class, () -> XmlValidator.of(XmlKind.DISK, folder));
        Files.writeString(folder.resolve("domain.rng"), SCHEMA);
        XmlException e = assertThrows(XmlException.class, () -> XmlValidator.of(XmlKind.DOMAIN, folder));
        assertTrue(e.remedy().contains("schemas"), e::remedy);
    }

    /**
     * Of libvirt's own test data, what is valid stays valid when it has been written again, and the model knows all that
     * is in it.
     */
    @Test
    void whatIsValidStaysValidAndIsKnown() throws IOException {
        Map<XmlKind, XmlValidator> validators = new EnumMap<>(XmlKind.class);
        List<String> wrong = new ArrayList<>();
        int valid = 0;
        for (Path each : LibvirtData.documents()) {
            XmlDocument document;
            try {
                document = XmlDocument.read(each);
            } catch (XmlException e) {
                continue;
            }
            Optional<XmlKind> kind =
                    document.kind().filter(some -> some.schema().isPresent());
            if (kind.isEmpty()) {
                continue;
            }
            XmlValidator validator =
                    validators.computeIfAbsent(kind.get(), some -> XmlValidator.of(some, LibvirtData.schemas()));
            if (!validator.problems(each).isEmpty()) {
                continue;
            }
            valid++;
            List<XmlProblem> problems = validator.problems(document.text());
            if (!problems.isEmpty()) {
                wrong.add(each + " " + problems.get(0));
            }
            if (!document.unknown().isEmpty()) {
                wrong.add(each + " " + document.unknown());
            }
        }
        assertEquals(List.of(), wrong);
        assertFalse(valid < 2500, valid + " valid documents");
    }
}
