package io.hv.xml.domain;

import io.hv.xml.XmlDocument;

/** A lease that is held while the domain runs. Not thread-safe. */
public final class LeaseElement extends Element {

    /**
     * The root of a document.
     *
     * @param document a {@code <lease>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static LeaseElement of(XmlDocument document) {
        return new LeaseElement(Roots.of(document, io.hv.xml.wire.domain.Lease.class));
    }

    LeaseElement(Place here) {
        super(here);
    }

    /** {@code <lockspace>}. */
    public TextValue<String> lockspace() {
        return here.child("lockspace").onlyText(Form.TEXT);
    }

    /** {@code <key>}. */
    public TextValue<String> key() {
        return here.child("key").onlyText(Form.TEXT);
    }

    /** Where the lease is kept. */
    public Target target() {
        return new Target(here.child("target"));
    }

    /** Where the lease is kept. */
    public static final class Target extends Element {

        Target(Place here) {
            super(here);
        }

        /** {@code path}. */
        public TextValue<String> path() {
            return here.attribute("path", Form.TEXT);
        }

        /** In bytes, 0 to 4,294,967,295. */
        public NumberValue offset() {
            return here.number("offset", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
