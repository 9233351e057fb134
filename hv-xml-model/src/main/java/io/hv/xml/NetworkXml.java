package io.hv.xml;

import io.hv.InvalidSpecException;
import io.hv.NetworkSpec;
import io.hv.SpecFault;
import io.hv.xml.spec.NetworkElements;
import io.hv.xml.spec.NetworkReader;
import io.hv.xml.wire.network.Network;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A network's definition as libvirt's <a href="https://libvirt.org/formatnetwork.html">network XML</a>, without loss, and its
 * translation to and from the neutral spec: {@code from(spec).toSpec()} is the spec again. Immutable and safe for any thread.
 */
public final class NetworkXml {

    /** Never changed. */
    private final Network network;

    private NetworkXml(Network network) {
        this.network = network;
    }

    /**
     * Reads a document from text.
     *
     * @throws XmlException if it is not well-formed, is refused, or is no network's
     */
    public static NetworkXml parse(String text) {
        return new NetworkXml(root(text));
    }

    /**
     * Reads a document from a file.
     *
     * @throws XmlException if it is not well-formed, is refused, is no network's, or cannot be read
     */
    public static NetworkXml read(Path file) {
        XmlDocument document = XmlDocument.read(file);
        if (document.root() instanceof Network network) {
            return new NetworkXml(network);
        }
        throw new XmlException(
                file.toString(), 0, 0, "the document is a <" + document.rootName() + ">, not a <network>", "", null);
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

    private static Network root(String text) {
        return (Network) XmlDocument.parse(text, XmlKind.NETWORK).root();
    }

    private NetworkXml changed(Consumer<Network> change) {
        Network copy = root(text());
        change.accept(copy);
        return new NetworkXml(copy);
    }

    /**
     * What the neutral spec can say of it.
     *
     * @throws InvalidSpecException if that is no spec, as of a network of a mode that the spec has not; with every fault
     */
    public NetworkSpec toSpec() {
        return NetworkReader.read(network);
    }

    /**
     * What of the network the neutral spec cannot say; the paths are those of {@link XmlDiff}. Not listed are metadata, and what
     * libvirt makes up where nothing is said: a bridge called {@code virbr0} or with another number, that it has STP without a
     * delay, a MAC address that begins with {@code 52:54:00}, NAT by the ports from 1024 on, how many are connected.
     *
     * @throws InvalidSpecException as {@link #toSpec()}
     */
    public List<SpecFault> beyondSpec() {
        return BeyondSpec.of(root(text()), toSpec());
    }

    /**
     * The same document, changed to say what a spec says. What differs from {@link #toSpec()} is written; all else, be it known to
     * libvirt or not, stays as it is. With the mode goes what only the old mode has: ports of NAT, the bridge.
     *
     * @throws InvalidSpecException as {@link #toSpec()}
     */
    public NetworkXml edit(NetworkSpec spec) {
        NetworkSpec before = toSpec();
        return changed(copy -> NetworkElements.edit(copy, before, spec));
    }

    /**
     * The same document without some parts of it.
     *
     * @param parts as {@link #beyondSpec()} lists them; none changes nothing, and faults of something else are no parts
     */
    public NetworkXml without(List<SpecFault> parts) {
        return parts.isEmpty() ? this : changed(copy -> Removal.of(copy, parts));
    }

    /** A copy that may be changed. */
    public XmlDocument document() {
        return XmlDocument.parse(text(), XmlKind.NETWORK);
    }

    /** The document, indented, without an XML declaration. */
    public String text() {
        return Paths.text(network);
    }

    /**
     * Writes it in UTF-8 to a stream, which stays open.
     *
     * @throws XmlException if the stream fails
     */
    public void write(OutputStream to) {
        document().write(to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NetworkXml that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
