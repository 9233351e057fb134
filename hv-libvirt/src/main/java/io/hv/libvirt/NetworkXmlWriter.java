package io.hv.libvirt;

import io.hv.DhcpHost;
import io.hv.DhcpRange;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.util.UUID;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a spec as libvirt's <a href="https://libvirt.org/formatnetwork.html">network XML</a>: what the spec says and nothing
 * more. A spec has no character that XML has not.
 */
final class NetworkXmlWriter {

    private final XMLStreamWriter xml;

    private NetworkXmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String write(NetworkSpec spec, UUID uuid) {
        return XmlText.of(xml -> new NetworkXmlWriter(xml).network(spec, uuid));
    }

    private void network(NetworkSpec spec, UUID uuid) throws XMLStreamException {
        xml.writeStartElement("network");
        element("name", spec.name());
        element("uuid", uuid.toString());
        switch (spec.mode()) {
            case ISOLATED -> {}
            case NAT -> empty("forward", "mode", "nat");
            case ROUTED -> empty("forward", "mode", "route");
            case BRIDGE -> empty("forward", "mode", "bridge");
        }
        if (spec.hostBridge().isPresent()) {
            empty("bridge", "name", spec.hostBridge().get());
        }
        if (spec.mtu().isPresent()) {
            empty("mtu", "size", Integer.toString(spec.mtu().getAsInt()));
        }
        if (spec.dnsDomain().isPresent()) {
            empty("domain", "name", spec.dnsDomain().get());
        }
        for (NetworkAddress address : spec.addresses()) {
            address(address);
        }
        xml.writeEndElement();
    }

    private void address(NetworkAddress address) throws XMLStreamException {
        xml.writeStartElement("ip");
        if (address.address().isV6()) {
            xml.writeAttribute("family", "ipv6");
        }
        xml.writeAttribute("address", address.address().toString());
        xml.writeAttribute("prefix", Integer.toString(address.prefix()));
        if (address.isDhcp()) {
            xml.writeStartElement("dhcp");
            for (DhcpRange range : address.ranges()) {
                empty("range", "start", range.first().toString());
                xml.writeAttribute("end", range.last().toString());
            }
            for (DhcpHost host : address.hosts()) {
                empty("host", "ip", host.address().toString());
                if (host.mac().isPresent()) {
                    xml.writeAttribute("mac", host.mac().get().toString());
                }
                if (host.name().isPresent()) {
                    xml.writeAttribute("name", host.name().get());
                }
            }
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private void element(String name, String value) throws XMLStreamException {
        XmlText.element(xml, name, value);
    }

    private void empty(String name, String attribute, String value) throws XMLStreamException {
        xml.writeEmptyElement(name);
        xml.writeAttribute(attribute, value);
    }
}
