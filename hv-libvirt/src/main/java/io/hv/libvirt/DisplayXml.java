package io.hv.libvirt;

import io.hv.DisplayModel;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.w3c.dom.Element;

/** Graphics cards in libvirt's <a href="https://libvirt.org/formatdomain.html#video-devices">domain XML</a>. */
final class DisplayXml {

    private DisplayXml() {}

    static void write(XMLStreamWriter xml, DisplayModel model) throws XMLStreamException {
        xml.writeStartElement("video");
        xml.writeEmptyElement("model");
        xml.writeAttribute("type", model.id());
        xml.writeEndElement();
    }

    /** The first one, where the neutral spec can say it. */
    static Optional<DisplayModel> read(Element domain) {
        return first(domain).flatMap(model -> {
            try {
                return Optional.of(new DisplayModel(model));
            } catch (IllegalArgumentException beyondTheSpec) {
                // One in words that the neutral spec has not, or none by that word: it is left out.
                return Optional.empty();
            }
        });
    }

    private static Optional<String> first(Element domain) {
        return HardenedXml.child(domain, "devices")
                .flatMap(devices -> HardenedXml.child(devices, "video"))
                .flatMap(video -> HardenedXml.attribute(video, "model", "type"));
    }

    /** Whether there is any screen, be it one that the spec cannot say. */
    static boolean isIn(String xml) {
        return first(HardenedXml.parse(xml))
                .filter(model -> !model.equals("none"))
                .isPresent();
    }
}
