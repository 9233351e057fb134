package io.hv;

import java.util.List;
import java.util.Map;

/**
 * A document that a domain is defined by, and that may say more than the neutral spec can: libvirt's XML is one, as
 * {@code io.hv.xml.DomainXml} of hv-xml-model. Implementations are immutable.
 */
public interface Definition {

    /**
     * What the neutral spec can say of it, without options of backends, see {@link #options()}.
     *
     * @throws InvalidSpecException if that is no spec; with every fault
     */
    DomainSpec toSpec();

    /**
     * What of the machine the neutral spec cannot say: the paths are the document's own, and nothing is lost by that, the
     * document has it still. Titles, descriptions and other people's metadata are not listed, as they change no machine.
     *
     * @throws InvalidSpecException as {@link #toSpec()}
     */
    List<SpecFault> beyondSpec();

    /** Options of backends, as texts, by names such as {@code kvm.entropy}. */
    Map<String, String> options();

    /**
     * The same document without some parts of it.
     *
     * @param parts as {@link #beyondSpec()} lists them, or as a host finds fault with devices that a machine can do without:
     *     {@code nics}, {@code display}, {@code agent}; none changes nothing, and faults of something else are no parts
     */
    Definition without(List<SpecFault> parts);

    /** The document as text. */
    String text();
}
