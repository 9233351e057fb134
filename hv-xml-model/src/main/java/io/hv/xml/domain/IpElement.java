package io.hv.xml.domain;

/** An IP address. Not thread-safe. */
public final class IpElement extends Element {

    IpElement(Place here) {
        super(here);
    }

    /** {@code address}. */
    public TextValue<String> address() {
        return here.attribute("address", Form.TEXT);
    }

    /** {@code family}, an {@link IpFamily}. */
    public TextValue<IpFamily> family() {
        return here.attribute("family", Form.words(IpFamily.class));
    }

    /** {@code prefix}, 0 to 128. */
    public NumberValue prefix() {
        return here.number("prefix", Numbers.decimal(0, 128));
    }

    /** {@code peer}. */
    public TextValue<String> peer() {
        return here.attribute("peer", Form.TEXT);
    }
}
