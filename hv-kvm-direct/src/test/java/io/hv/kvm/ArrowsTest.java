package io.hv.kvm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may depend on which. A package that does not exist yet has its rule already. */
class ArrowsTest {

    private static final String ROOT = "io.hv.kvm.";
    private static final String NATIVE = "io.hv.nativeaccess";

    /** What puts a machine together, from below: a board saves its devices by the codec of snapshots. */
    private static final List<String> LAYERS =
            List.of("snapshot", "board", "machine", "gdb", "probe", "diagnose", "backend");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hv.kvm");

    @TestFactory
    Stream<DynamicTest> arrows() {
        return Stream.of(
                arrow("bus"),
                arrow("trace"),
                arrow("clock", "bus"),
                arrow("ioctl", NATIVE, "bus"),
                arrow("memory", NATIVE),
                arrow("loop", NATIVE, "bus"),
                arrow("irq", NATIVE, "ioctl", "bus"),
                arrow("vcpu", NATIVE, "ioctl", "bus", "trace"),
                arrow("device..", "bus", "memory"),
                arrow("pci", "bus"),
                arrow("virtio", "bus", "memory", "device", "net", "io.hv.image.."),
                arrow("virtio.transport", "bus", "virtio", "device", "pci"),
                arrow("virtio.balloon", "bus", "memory", "device", "virtio"),
                arrow("virtio.block", "bus", "memory", "device", "virtio", "trace"),
                arrow("virtio.console", "bus", "device", "virtio"),
                arrow("virtio.entropy", "device", "virtio"),
                arrow("virtio.fs", "memory", "device", "virtio"),
                arrow("virtio.net", "bus", "device", "virtio", "net", "net.ether"),
                arrow("virtio.vsock", "bus", "device", "virtio", "io.hv.kvm"),
                arrow("share", NATIVE, "memory", "virtio", "virtio.fs"),
                arrow("storage", NATIVE, "bus", "memory", "virtio", "virtio.block", "io.hv.image"),
                arrow("net", "io.hv"),
                arrow("net.ether", "bus", "net"),
                arrow("net.passt", "bus", "net", "net.ether", "io.hv"),
                arrow("net.tap", NATIVE, "bus", "net.ether"),
                arrow("net.gateway", NATIVE, "bus", "net.ether", "net.tap", "io.hv"),
                arrow("net.services", "net", "net.ether", "io.hv"),
                arrow("display", "bus", "memory"),
                arrow("boot", "memory", "io.hv.image.."),
                arrow("boot.acpi", "boot", "memory"),
                arrow("boot.smbios", "boot", "memory"),
                arrow("dump", "ioctl", "memory"),
                arrow("gdb", NATIVE, "bus", "ioctl", "memory", "vcpu", "machine", "io.hv.kvm", "io.hv"),
                arrow("snapshot", NATIVE, "memory", "vcpu", "irq", "ioctl", "clock", "bus"));
    }

    /** Nobody below the layers that put a machine together knows them, nor the API that they implement. */
    @TestFactory
    Stream<DynamicTest> layers() {
        return LAYERS.stream()
                .map(layer -> DynamicTest.dynamicTest(
                        layer,
                        () -> classes()
                                .that()
                                .resideInAPackage(ROOT + layer + "..")
                                .should()
                                .onlyBeAccessed()
                                .byAnyPackage(above(layer))
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    private static String[] above(String layer) {
        return Stream.concat(
                        LAYERS.subList(LAYERS.indexOf(layer), LAYERS.size()).stream()
                                .map(each -> ROOT + each + ".."),
                        Stream.of("io.hv.kvm"))
                .toArray(String[]::new);
    }

    @Test
    void noCycles() {
        slices().matching("io.hv.kvm.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static DynamicTest arrow(String from, String... to) {
        String[] allowed = Stream.concat(Stream.of(from), Arrays.stream(to))
                .map(each -> each.startsWith("io.hv") ? each : ROOT + each)
                .toArray(String[]::new);
        DescribedPredicate<JavaClass> ours = JavaClass.Predicates.resideInAPackage("io.hv..");
        return DynamicTest.dynamicTest(
                from + " -> " + String.join(", ", to),
                () -> classes()
                        .that()
                        .resideInAPackage(ROOT + from)
                        .should()
                        .onlyDependOnClassesThat(
                                JavaClass.Predicates.resideInAnyPackage(allowed).or(DescribedPredicate.not(ours)))
                        .allowEmptyShould(true)
                        .check(CLASSES));
    }
}
