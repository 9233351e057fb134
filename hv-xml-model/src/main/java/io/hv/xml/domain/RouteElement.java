package io.hv.xml.domain;

/** A route. Not thread-safe. */
public final class RouteElement extends Element {

    RouteElement(Place here) {
        super(here);
    }

    /** {@code family}, an {@link IpFamily}. */
    public TextValue<IpFamily> family() {
        return here.attribute("family", Form.words(IpFamily.class));
    }

    /** {@code address}. */
    public TextValue<String> address() {
        return here.attribute("address", Form.TEXT);
    }

    /** {@code netmask}. */
    public TextValue<String> netmask() {
        return here.attribute("netmask", Form.TEXT);
    }

    /** {@code prefix}, 0 to 128. */
    public NumberValue prefix() {
        return here.number("prefix", Numbers.decimal(0, 128));
    }

    /** {@code gateway}. */
    public TextValue<String> gateway() {
        return here.attribute("gateway", Form.TEXT);
    }

    /** {@code metric}, 0 to 4,294,967,295. */
    public NumberValue metric() {
        return here.number("metric", Numbers.decimal(0, Numbers.UINT));
    }
}
