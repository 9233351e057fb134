package io.hv.xml;

import io.hv.InvalidSpecException;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import io.hv.xml.spec.NetworkElements;
import io.hv.xml.spec.NetworkReader;
import io.hv.xml.wire.network.Network;
import java.nio.file.Path;
import java.util.List;

/**
 * A network's definition as libvirt's <a href="https://libvirt.org/formatnetwork.html">network XML</a>, without loss, and its
 * translation to and from the neutral spec: {@code from(spec).toSpec()} is the spec again. Immutable and safe for any thread.
 */
@SuppressWarnings("exports") // the wire layer, which callers do not see
public final class NetworkXml extends SpecXml<Network> {

    private NetworkXml(Network network) {
        super(network, XmlKind.NETWORK, Network.class);
    }

    /**
     * Reads a document from text.
     *
     * @throws XmlException if it is not well-formed, is refused, or is no network's
     */
    public static NetworkXml parse(String text) {
        return new NetworkXml((Network) XmlDocument.parse(text, XmlKind.NETWORK).root());
    }

    /**
     * Reads a document from a file.
     *
     * @throws XmlException if it is not well-formed, is refused, is no network's, or cannot be read
     */
    public static NetworkXml read(Path file) {
        return new NetworkXml(read(file, Network.class));
    }

    /**
     * What a document says now; later changes of it are not seen.
     *
     * @throws XmlException if it is no network's
     */
    public static NetworkXml of(XmlDocument document) {
        return parse(document.text());
    }

    /** A new document of that spec, with all that the spec says, and nothing else. */
    public static NetworkXml from(NetworkSpec spec) {
        return new NetworkXml(NetworkElements.of(spec));
    }

    /**
     * What the neutral spec can say of it.
     *
     * @throws InvalidSpecException if that is no spec, as of a network of a mode that the spec has not; with every fault
     */
    public NetworkSpec toSpec() {
        return NetworkReader.read(root);
    }

    /**
     * What of the network the neutral spec cannot say; the paths are those of {@link XmlDiff}. Not listed are metadata, and what
     * libvirt makes up where nothing is said: a bridge called {@code virbr0} or with another number, that it has STP without a
     * delay, a MAC address that begins with {@code 52:54:00}, NAT by the ports from 1024 on, how many are connected.
     *
     * @throws InvalidSpecException as {@link #toSpec()}
     */
    public List<SpecFault> beyondSpec() {
        return BeyondSpec.of(copy(), toSpec());
    }

    /**
     * The same document, changed to say what a spec says. What differs from {@link #toSpec()} is written; all else, be it known to
     * libvirt or not, stays as it is. With the mode goes what only the old mode has: ports of NAT, the bridge.
     *
     * @throws InvalidSpecException as {@link #toSpec()}
     */
    public NetworkXml edit(NetworkSpec spec) {
        NetworkSpec before = toSpec();
        return new NetworkXml(changed(copy -> NetworkElements.edit(copy, before, spec)));
    }

    /**
     * The same document without some parts of it.
     *
     * @param parts as {@link #beyondSpec()} lists them; none changes nothing, and faults of something else are no parts
     */
    public NetworkXml without(List<SpecFault> parts) {
        return parts.isEmpty() ? this : new NetworkXml(changed(copy -> Removal.of(copy, parts)));
    }
}
