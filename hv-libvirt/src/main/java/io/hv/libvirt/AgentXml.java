package io.hv.libvirt;

import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;

/**
 * A guest agent's port in libvirt's <a href="https://libvirt.org/formatdomain.html#channel">domain XML</a>. libvirt chooses
 * the socket at its end, and speaks with the agent itself.
 */
final class AgentXml {

    private static final String NAME = "org.qemu.guest_agent.0";
    private static final String CHANNEL = "channel";
    private static final String TARGET = "target";
    private static final String SOCKET = "unix";
    private static final String VIRTIO = "virtio";

    private AgentXml() {}

    static void write(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement(CHANNEL);
        xml.writeAttribute("type", SOCKET);
        xml.writeEmptyElement(TARGET);
        xml.writeAttribute("type", VIRTIO);
        xml.writeAttribute("name", NAME);
        xml.writeEndElement();
    }

    static boolean isIn(Element domain) {
        return targets(domain).findAny().isPresent();
    }

    /** Whether a machine that runs says that nobody in its guest has the port open. */
    static boolean isDisconnected(Element domain) {
        return targets(domain).anyMatch(target -> target.getAttribute("state").equals("disconnected"));
    }

    private static Stream<Element> targets(Element domain) {
        return HardenedXml.child(domain, "devices").stream()
                .flatMap(devices -> HardenedXml.children(devices, CHANNEL))
                .filter(channel -> channel.getAttribute("type").equals(SOCKET))
                .flatMap(channel -> HardenedXml.children(channel, TARGET))
                .filter(target -> target.getAttribute("type").equals(VIRTIO)
                        && target.getAttribute("name").equals(NAME));
    }
}
