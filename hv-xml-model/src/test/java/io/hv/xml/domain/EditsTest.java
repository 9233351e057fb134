package io.hv.xml.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.ByteSize;
import io.hv.HostPath;
import io.hv.MacAddress;
import io.hv.xml.LibvirtData;
import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import io.hv.xml.XmlKind;
import io.hv.xml.XmlProblem;
import io.hv.xml.XmlValidator;
import io.hv.xml.value.CpuSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is valid by libvirt's schema is valid after an edit, too. */
class EditsTest {

    private static final int VALUES_PER_DOCUMENT = 8;

    /** Valid documents, each edited as a person would. */
    private static List<String> edited() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        List<String> edited = new ArrayList<>();
        for (String each : Corpus.domains()) {
            if (validator.problems(each).isEmpty()) {
                XmlDocument document = XmlDocument.parse(each);
                edit(DomainElement.of(document));
                edited.add(document.text());
            }
        }
        assertFalse(edited.size() < 1800, edited.size() + " valid domains");
        return edited;
    }

    private static void edit(DomainElement domain) {
        domain.title().set("edited");
        domain.description().set("<edited> & more\nof it");
        domain.memory().size().set(ByteSize.mib(777));
        domain.currentMemory().set(ByteSize.mib(555));
        domain.memory().dumpCore().set(false);
        domain.vcpus().count().set(3);
        domain.onCrash().set(CrashAction.PRESERVE);
        domain.features().acpi().set(true);
        domain.cpuTune().shares().set(2000);
        domain.memoryBacking().locked().set(true);
        domain.metadata().set("<app xmlns='urn:edited'><a b='c'/>d</app>");
        editKinds(domain);
        DevicesElement devices = domain.devices();
        for (DiskElement disk : devices.disks()) {
            disk.driver().cache().set(DiskDriverElement.Cache.NONE);
            disk.ioTune().groupName().set("edited");
            disk.serial().set("edited");
        }
        for (InterfaceElement each : devices.interfaces()) {
            each.mac().address().set(MacAddress.parse("52:54:00:ed:17:ed"));
            each.link().set(InterfaceElement.Link.DOWN);
        }
        DiskElement disk = devices.disks().add();
        disk.source().set(new StorageSource.File(HostPath.of("/edited.qcow2")));
        disk.driver().name().set("qemu");
        disk.driver().type().set(DiskDriverElement.Type.QCOW2);
        disk.target().dev().set("vdz");
        disk.target().bus().set(DiskElement.Target.Bus.VIRTIO);
        disk.address().set(new DeviceAddress.Pci(0, 5, 1, 0));
        InterfaceElement nic = devices.interfaces().add();
        nic.source().set(new InterfaceSource.Network("default", null));
        nic.model().set("virtio");
        SerialElement serial = devices.serials().add();
        serial.source().set(new CharacterSource.Tcp("127.0.0.1", "2445", true));
        serial.protocol().type().set(ProtocolElement.Type.TELNET);
        HostdevElement hostdev = devices.hostdevs().add();
        hostdev.source().set(new HostdevSource.UsbProduct(0x1d6b, 2));
        hostdev.managed().set(true);
    }

    /** What is of one kind becomes another. */
    private static void editKinds(DomainElement domain) {
        domain.clock().setting().set(new ClockSetting.Variable(Duration.ofHours(1), ClockElement.Basis.UTC));
        domain.cpu().choice().set(new CpuChoice.HostPassthrough(true));
        domain.memoryBacking().kind().set(new MemoryBacking.LargePages(ByteSize.mib(2)));
        domain.numaTune().memory().source().set(new NumaSource.Nodes(NumaMode.PREFERRED, CpuSet.of(0, 1)));
        for (NumaCellElement each : domain.cpu().numa().cells()) {
            each.content().set(new NumaCell(ByteSize.mib(64), null));
        }
        if (domain.boot().get().orElse(null) instanceof BootMethod.Firmware) {
            domain.boot().set(new BootMethod.Kernel(HostPath.of("/edited"), null, "quiet"));
        }
        DevicesElement devices = domain.devices();
        for (GraphicsElement each : devices.graphics()) {
            each.kind().set(new GraphicsDisplay.Vnc(5999));
            each.listening().set(new GraphicsListen.Address("127.0.0.1"));
        }
        for (VideoElement each : devices.videos()) {
            each.card().set(new VideoCard.Virtio());
        }
        for (ControllerElement each : devices.controllers()) {
            if (each.kind().get().orElse(null) instanceof ControllerKind.Usb) {
                each.kind().set(new ControllerKind.Usb(ControllerKind.UsbModel.QEMU_XHCI, 8));
            }
        }
        for (MemoryDeviceElement each : devices.memoryDevices()) {
            each.kind().set(new MemoryDevice.VirtioMem(ByteSize.gib(4), ByteSize.mib(2), ByteSize.gib(1)));
        }
        devices.memoryDevices().add().kind().set(new MemoryDevice.Dimm(ByteSize.gib(1)));
    }

    @Test
    void stayValidUnderJing() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        List<String> wrong = new ArrayList<>();
        for (String each : edited()) {
            for (XmlProblem problem : validator.problems(each)) {
                wrong.add(problem + " in " + each.lines().limit(3).toList());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void stayValidUnderXmllint(@TempDir Path before, @TempDir Path after) throws IOException, InterruptedException {
        Optional<Path> xmllint = Xmllint.find();
        assumeTrue(xmllint.isPresent(), "no xmllint on the PATH: install libxml2-utils to run this test");
        Path schema = LibvirtData.schemas().resolve("domain.rng");
        int count = 0;
        for (String each : Corpus.domains()) {
            Path unused = Files.writeString(before.resolve(++count + ".xml"), each);
        }
        // Written by the model, those are valid that libvirt's own files are; XmlValidatorTest says which those are.
        List<String> invalid = Xmllint.invalid(xmllint.get(), schema, before);
        count = 0;
        for (String each : edited()) {
            Path unused = Files.writeString(after.resolve(++count + ".xml"), each);
        }
        assertEquals(List.of(), Xmllint.invalid(xmllint.get(), schema, after));
        assertEquals(
                Corpus.domains().size() - count, invalid.size(), "valid for jing, and not for xmllint, or the reverse");
    }

    /** Values that say how much, whether, or where can be others without harm. */
    @Test
    void anyValueCanBeAnother() throws IOException {
        XmlValidator validator = XmlValidator.of(XmlKind.DOMAIN, LibvirtData.schemas());
        Random random = new Random(20_240_229);
        List<String> wrong = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        for (String each : Corpus.domains()) {
            if (!validator.problems(each).isEmpty()) {
                continue;
            }
            XmlDocument document = XmlDocument.parse(each);
            List<String> set = new ArrayList<>();
            List<Views.Setter> setters = Views.setters(DomainElement.of(document));
            for (int tries = 0; tries < setters.size() && set.size() < VALUES_PER_DOCUMENT; tries++) {
                Views.Setter setter = setters.get(random.nextInt(setters.size()));
                if (isHarmless(setter) && change(setter, random)) {
                    set.add(setter.name() + " " + setter.value().get());
                    boolean unused = names.add(setter.name());
                }
            }
            List<XmlProblem> problems = validator.problems(document.text());
            if (!problems.isEmpty()) {
                wrong.add(problems.get(0) + " after " + set);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(names.size() > 150, names.size() + " setters: " + names);
    }

    /**
     * Not texts and words, which mean more to the schema than their own place. Neither are labels, which are wanted or not by
     * whether there is a relabelling, and numbers of addresses, whose range is that of the address's type: whoever sets a
     * {@link DeviceAddress} has it.
     */
    private static boolean isHarmless(Views.Setter setter) {
        if (setter.name().matches("(Source)?AddressElement\\..*")
                || setter.name().endsWith(".relabel")) {
            return false;
        }
        Value<?> value = setter.value();
        if (value instanceof NumberValue || value instanceof SizeValue) {
            return true;
        }
        return value instanceof TextValue<?>
                && List.of("Boolean", "UUID", "CpuSet", "MacAddress", "HostPath").stream()
                        .anyMatch(each -> setter.method()
                                .getGenericReturnType()
                                .getTypeName()
                                .endsWith("." + each + ">"));
    }

    private static boolean change(Views.Setter setter, Random random) {
        @SuppressWarnings("unchecked")
        Value<Object> value = (Value<Object>) setter.value();
        List<Object> samples = Samples.of(setter);
        try {
            if (value.get().isEmpty()) {
                return false;
            }
            value.set(samples.get(random.nextInt(samples.size())));
            return true;
        } catch (XmlException | IllegalArgumentException e) {
            return false; // written in a form of its own, or a sample that is out of range
        }
    }
}
