package io.hv.libvirt;

import io.hv.DomainSpec;
import io.hv.InvalidSpecException;
import io.hv.MacAddress;
import io.hv.NicModel;
import io.hv.NicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;

/** Network cards in libvirt's <a href="https://libvirt.org/formatdomain.html#network-interfaces">domain XML</a>. */
final class NicXml {

    /** Which libvirt takes on a PC where none is said. */
    private static final NicModel USUAL = new NicModel("rtl8139");

    private NicXml() {}

    /** Writes one card of a spec. */
    static void write(XMLStreamWriter xml, NicSpec nic) throws XMLStreamException {
        xml.writeStartElement("interface");
        xml.writeAttribute("type", nic.network().isPresent() ? "network" : "user");
        if (nic.mac().isPresent()) {
            xml.writeEmptyElement("mac");
            xml.writeAttribute("address", nic.mac().get().toString());
        }
        if (nic.network().isPresent()) {
            xml.writeEmptyElement("source");
            xml.writeAttribute("network", nic.network().get());
        }
        xml.writeEmptyElement("model");
        xml.writeAttribute("type", nic.model().id());
        if (!nic.isLinkUp()) {
            xml.writeEmptyElement("link");
            xml.writeAttribute("state", "down");
        }
        xml.writeEndElement();
    }

    /**
     * The cards of a domain that the neutral spec can say: those on a network by name, and those in user mode, whose models
     * and addresses are of its form.
     */
    static List<NicSpec> read(Element domain) {
        List<NicSpec> nics = new ArrayList<>();
        HardenedXml.child(domain, "devices").stream()
                .flatMap(devices -> HardenedXml.children(devices, "interface"))
                .forEach(element -> say(element).ifPresent(nic -> {
                    nics.add(nic);
                    if (!areSayable(nics)) {
                        nics.remove(nics.size() - 1);
                    }
                }));
        return nics;
    }

    private static boolean areSayable(List<NicSpec> nics) {
        try {
            return DomainSpec.named("nics").nics(nics).build().nics().size() == nics.size();
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    /** The card of an element, where the neutral spec can say it. */
    static Optional<NicSpec> say(Element element) {
        return connection(element).flatMap(nic -> {
            try {
                return Optional.of(say(element, nic));
            } catch (IllegalArgumentException beyondTheSpec) {
                // An address or a model in words that the neutral spec has not: it is left out, as a device of the
                // host's is.
                return Optional.empty();
            }
        });
    }

    private static Optional<NicSpec> connection(Element element) {
        return switch (element.getAttribute("type")) {
            case "user" -> Optional.of(NicSpec.userMode());
            case "network" ->
                HardenedXml.attribute(element, "source", "network").map(NicSpec::on);
            default -> Optional.empty();
        };
    }

    private static NicSpec say(Element element, NicSpec connection) {
        NicSpec nic = connection
                .model(HardenedXml.attribute(element, "model", "type")
                        .map(NicModel::new)
                        .orElse(USUAL))
                .link(HardenedXml.attribute(element, "link", "state")
                        .filter("down"::equals)
                        .isEmpty());
        Optional<String> mac = HardenedXml.attribute(element, "mac", "address");
        return mac.isPresent() ? nic.mac(MacAddress.parse(mac.get())) : nic;
    }
}
