package io.hv.xml.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.xml.LibvirtData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void whatIsCheckedInIsWhatTheSchemasGive() throws IOException {
        Map<String, String> wanted = Generate.sources(LibvirtData.schemas());
        assertTrue(wanted.size() > 400, () -> wanted.size() + " files");
        Map<String, String> found = new TreeMap<>();
        for (Path each : Generate.generated(SOURCES)) {
            found.put(SOURCES.relativize(each).toString(), Files.readString(each));
        }
        assertEquals(new TreeSet<>(wanted.keySet()), new TreeSet<>(found.keySet()), "run hv-xml-model/generate");
        wanted.forEach((name, text) -> assertEquals(text, found.get(name), name + ": run hv-xml-model/generate"));
    }

    /** Two elements of one name in one place share a class; a repeated choice has no order; a child inside stays inside. */
    @Test
    void aSmallSchema(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("small.rng"), """
                <grammar xmlns="http://relaxng.org/ns/structure/1.0">
                  <start><ref name="shop"/></start>
                  <define name="shop">
                    <element name="shop">
                      <interleave>
                        <choice>
                          <element name="owner"><attribute name="class"/></element>
                          <element name="owner"><element name="first-name"><text/></element></element>
                        </choice>
                        <zeroOrMore>
                          <choice>
                            <ref name="apple"/>
                            <element name="extra" ns="urn:x/more/1.0"><empty/></element>
                          </choice>
                        </zeroOrMore>
                        <element name="crate"><ref name="apple"/></element>
                      </interleave>
                    </element>
                  </define>
                  <define name="apple"><element name="apple"><attribute name="max_size"/></element></define>
                </grammar>
                """);
        Map<String, String> sources = JavaWriter.write(
                JavaNames.of(ElementClasses.of(new Schemas(folder), List.of("small.rng")), "test"), "base");
        assertEquals(
                new TreeSet<>(List.of("test/small/Apple.java", "test/small/Shop.java", "test/small/package-info.java")),
                new TreeSet<>(sources.keySet()));
        String apple = sources.getOrDefault("test/small/Apple.java", "");
        assertTrue(apple.contains("@XmlAttribute(name = \"max_size\")\n    public @Nullable String maxSize;"), apple);
        String shop = sources.getOrDefault("test/small/Shop.java", "");
        assertTrue(shop.contains("@Mingled({\n    Apple.class,\n    Shop.MoreExtra.class,\n})"), shop);
        assertTrue(shop.contains("public @Nullable String class_;"), shop);
        assertTrue(shop.contains("public static final class FirstName extends WireLeaf"), shop);
        assertTrue(shop.contains("""
                            @XmlElementRef(type = Shop.Owner.class),
                            @XmlElementRef(type = Apple.class),
                            @XmlElementRef(type = Shop.MoreExtra.class),
                            @XmlElementRef(type = Shop.Crate.class),
                            @XmlElementRef(type = Unknown.class),
                    """.replaceAll("(?m)^ {20}", "")), shop);
    }
}
