package io.hv.shell;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Which module may depend on which. It stands in the module that has all others on its class path. What a module may use
 * is named in full, the libraries of others too, so that a new dependency is a decision.
 */
class ModuleArrowsTest {

    /** The packages of a module, and all that they may use beside themselves and the JDK. */
    private record Artifact(String name, List<String> packages, List<String> uses) {
        static Artifact of(String name, List<String> packages, List<String> uses) {
            return new Artifact(name, packages, uses);
        }

        String[] allowed() {
            return Stream.of(packages, uses, List.of("java..", "javax..", "org.jspecify.."))
                    .flatMap(List::stream)
                    .toArray(String[]::new);
        }
    }

    private static final String SLF4J = "org.slf4j..";
    private static final String JFR = "jdk.jfr";
    private static final String JNA = "com.sun.jna..";
    private static final String NATIVE = "io.hv.nativeaccess";
    private static final String BACKEND = "io.hv.backend..";
    private static final String GUESTS = "io.hv.guests";
    private static final String IMAGE = "io.hv.image..";
    private static final List<String> API = List.of("io.hv", "io.hv.spi");

    private static final List<Artifact> MODULES = List.of(
            Artifact.of("hv-api", API, List.of(SLF4J)),
            Artifact.of("hv-backend", List.of(BACKEND), with(API, SLF4J, "com.fasterxml.jackson.core..")),
            Artifact.of("hv-native", List.of(NATIVE), List.of(JNA)),
            Artifact.of("hv-mem", List.of("io.hv.mem.."), with(API, BACKEND, SLF4J)),
            Artifact.of("hv-guests", List.of(GUESTS), List.of()),
            Artifact.of(
                    "hv-image",
                    List.of("io.hv.image.."),
                    with(API, NATIVE, "org.tukaani.xz..", "com.github.luben.zstd..")),
            Artifact.of(
                    "hv-xml-model",
                    List.of("io.hv.xml.."),
                    with(API, "jakarta.xml.bind..", "org.glassfish.jaxb..", "org.xml.sax..")),
            Artifact.of("hv-kvm-direct", List.of("io.hv.kvm.."), with(API, BACKEND, NATIVE, GUESTS, IMAGE, SLF4J, JFR)),
            Artifact.of(
                    "hv-libvirt",
                    List.of("io.hv.libvirt.."),
                    with(API, BACKEND, JNA, "org.libvirt..", "org.w3c.dom..", "org.xml.sax..", SLF4J)),
            Artifact.of("hv-testkit", List.of("io.hv.testkit.."), with(API, GUESTS, "org.junit..", "org.opentest4j..")),
            Artifact.of(
                    "hv-shell",
                    List.of("io.hv.shell.."),
                    with(
                            API,
                            GUESTS,
                            "io.hv.image",
                            "io.hv.image.seed",
                            "io.hv.kvm",
                            "io.hv.kvm.net",
                            "io.hv.xml",
                            "picocli..",
                            "org.jline..",
                            SLF4J)));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hv");

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    @TestFactory
    Stream<DynamicTest> arrows() {
        return MODULES.stream()
                .map(module -> DynamicTest.dynamicTest(
                        module.name() + " -> " + String.join(", ", module.uses()),
                        () -> classes()
                                .that()
                                .resideInAnyPackage(module.packages().toArray(String[]::new))
                                .should()
                                .onlyDependOnClassesThat(resideInAnyPackage(module.allowed()))
                                .check(CLASSES)));
    }

    /** A package that no module above has would be free to use anything. */
    @Test
    void everyPackageIsOfAModule() {
        String[] known =
                MODULES.stream().flatMap(each -> each.packages().stream()).toArray(String[]::new);
        Set<String> strangers = CLASSES.stream()
                .filter(not(resideInAnyPackage(known)))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), strangers);
    }

    @Test
    void onlyTwoModulesKnowJna() {
        noClasses()
                .that()
                .resideOutsideOfPackages(NATIVE, "io.hv.libvirt..")
                .should()
                .dependOnClassesThat(resideInAPackage(JNA))
                .check(CLASSES);
    }
}
