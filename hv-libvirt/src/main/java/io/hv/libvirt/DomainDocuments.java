package io.hv.libvirt;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.backend.SpecCheck;
import java.util.function.Consumer;

/**
 * What libvirt's XML says of a domain, through one handle of its host: of its machine, and of its definition, which can be
 * changed. Safe for any thread.
 */
final class DomainDocuments {

    private final DomainLookup domain;
    private final DomainTransitions transitions;

    DomainDocuments(DomainLookup domain, DomainTransitions transitions) {
        this.domain = domain;
        this.transitions = transitions;
    }

    /** What its machine is now, or else what it is defined as. */
    String xml() {
        return domain.askKnown("XML", ref -> ref.xml(0));
    }

    /** What it is defined as; of one without a definition, what its machine began as. */
    String definitionXml() {
        return domain.askKnown("XML", ref -> ref.xml(LibvirtCalls.XML_INACTIVE));
    }

    /** What it is defined as, with what is secret in it. */
    String whole() {
        return domain.ask("XML", DomainRef::whole);
    }

    /** What its machine is now, or else what it is defined as. */
    DomainSpec present() {
        return read(xml());
    }

    /** What it is defined as. */
    DomainSpec spec() {
        return read(definitionXml());
    }

    /** What XML of it says. */
    DomainSpec read(String xml) {
        try {
            return DomainXmlReader.read(xml);
        } catch (IllegalArgumentException e) {
            throw new HostFailureException(
                    "the XML of '" + domain.name() + "' is not as hv expects it: " + e.getMessage(),
                    "look at it: as(LibvirtDomain.class).xml() and definitionXml()",
                    "virDomainGetXMLDesc",
                    0,
                    e);
        }
    }

    /** What it is defined by. */
    Definition definition() {
        return Documents.of(definitionXml());
    }

    /** Changes its definition. The change is not run under a lock, and so again where somebody else was faster. */
    void edit(Consumer<DomainSpec.Builder> change) {
        boolean done = false;
        while (!done) {
            Definition document = Documents.of(whole());
            DomainSpec before = document.toSpec();
            DomainSpec after = before.edit(change);
            SpecCheck.requireSameIdentity(before, after);
            done = replace(document, Documents.edited(document, after));
        }
    }

    /** Defines it by other XML, if it still is defined as it was; false where it is not. */
    private boolean replace(Definition before, String xml) {
        return transitions.whileOff("edit", ref -> {
            boolean isSame = Documents.of(ref.whole()).text().equals(before.text());
            if (isSame) {
                domain.shared().domains().define(xml).close();
            }
            return isSame;
        });
    }
}
