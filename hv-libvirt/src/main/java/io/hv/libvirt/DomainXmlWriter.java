package io.hv.libvirt;

import io.hv.Content;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.HostPath;
import io.hv.LinuxBoot;
import io.hv.NicSpec;
import io.hv.SpecFault;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a spec as libvirt's <a href="https://libvirt.org/formatdomain.html">domain XML</a>: what the spec says and
 * nothing more, but for what the API's promises need: ACPI, without which a guest cannot be asked to shut down; a serial
 * line for the console; and on x86 the device by which a kernel reports that it panicked, whereupon the machine is
 * destroyed and libvirt remembers that it crashed. A guest that resets itself, be it by a triple fault, starts anew, as
 * on any PC.
 */
final class DomainXmlWriter {

    private static final String REMEDY = "leave the character out: XML 1.0 cannot carry it";

    private final XMLStreamWriter xml;

    private DomainXmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * The document.
     *
     * @param type the domain's type, for example {@code kvm}
     * @param architecture the host's, for example {@code x86_64}
     */
    static String write(DomainSpec spec, UUID uuid, String type, String architecture) {
        return XmlText.of(xml -> new DomainXmlWriter(xml).domain(spec, uuid, type, architecture));
    }

    /** What of the spec cannot be written. */
    static List<SpecFault> check(DomainSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        check("name", spec.name(), faults);
        spec.boot().ifPresent(boot -> {
            if (boot instanceof LinuxBoot linux) {
                check("boot.commandLine", linux.commandLine(), faults);
                linux.contents()
                        .forEach((part, content) ->
                                content.file().ifPresent(file -> check("boot." + part, file.path(), faults)));
            }
        });
        for (int i = 0; i < spec.disks().size(); i++) {
            String path = "disks[" + i + "].source";
            spec.disks().get(i).source().file().ifPresent(file -> check(path, file.path(), faults));
        }
        faults.addAll(DiskXml.check(spec.disks()));
        for (int i = 0; i < spec.nics().size(); i++) {
            String path = "nics[" + i + "].network";
            spec.nics().get(i).network().ifPresent(network -> check(path, network, faults));
        }
        return faults;
    }

    private static void check(String path, String value, List<SpecFault> faults) {
        value.codePoints().filter(c -> !isXml(c)).findFirst().ifPresent(c -> {
            String why = String.format("it holds the character U+%04X", c);
            faults.add(SpecFault.of(path, "text of " + value.length() + " characters", why, REMEDY));
        });
    }

    /** The production Char of XML 1.0. */
    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private void domain(DomainSpec spec, UUID uuid, String type, String architecture) throws XMLStreamException {
        xml.writeStartElement("domain");
        xml.writeAttribute("type", type);
        element("name", spec.name());
        element("uuid", uuid.toString());
        xml.writeStartElement("memory");
        xml.writeAttribute("unit", "KiB");
        xml.writeCharacters(Long.toString(spec.memory().bytes() / 1024));
        xml.writeEndElement();
        element("vcpu", Integer.toString(spec.vcpus()));
        xml.writeStartElement("os");
        element("type", "hvm");
        if (spec.boot().orElse(null) instanceof LinuxBoot linux) {
            boot(linux);
        }
        xml.writeEndElement();
        xml.writeStartElement("features");
        xml.writeEmptyElement("acpi");
        xml.writeEndElement();
        element("on_crash", "destroy");
        xml.writeStartElement("devices");
        for (DiskSpec disk : spec.disks()) {
            DiskXml.write(xml, disk);
        }
        for (NicSpec nic : spec.nics()) {
            NicXml.write(xml, nic);
        }
        if (spec.display().isPresent()) {
            DisplayXml.write(xml, spec.display().get());
        }
        if (spec.hasAgent()) {
            AgentXml.write(xml);
        }
        xml.writeEmptyElement("serial");
        xml.writeAttribute("type", "pty");
        if (architecture.equals("x86_64") || architecture.equals("i686")) {
            xml.writeEmptyElement("panic");
            xml.writeAttribute("model", "isa");
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private void boot(LinuxBoot linux) throws XMLStreamException {
        element("kernel", path(linux.kernel()));
        if (linux.initrd().isPresent()) {
            element("initrd", path(linux.initrd().get()));
        }
        if (!linux.commandLine().isEmpty()) {
            element("cmdline", linux.commandLine());
        }
    }

    private static String path(Content content) {
        return content.file().map(HostPath::path).orElseThrow();
    }

    private void element(String name, String value) throws XMLStreamException {
        XmlText.element(xml, name, value);
    }
}
