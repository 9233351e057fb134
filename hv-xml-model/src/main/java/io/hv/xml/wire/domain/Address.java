// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.basic.Zpci;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <address>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "address")
public final class Address extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "domain")
    public @Nullable String domain;

    @XmlAttribute(name = "bus")
    public @Nullable String bus;

    @XmlAttribute(name = "slot")
    public @Nullable String slot;

    @XmlAttribute(name = "function")
    public @Nullable String function;

    @XmlAttribute(name = "multifunction")
    public @Nullable String multifunction;

    @XmlAttribute(name = "controller")
    public @Nullable String controller;

    @XmlAttribute(name = "target")
    public @Nullable String target;

    @XmlAttribute(name = "unit")
    public @Nullable String unit;

    @XmlAttribute(name = "port")
    public @Nullable String port;

    @XmlAttribute(name = "reg")
    public @Nullable String reg;

    @XmlAttribute(name = "cssid")
    public @Nullable String cssid;

    @XmlAttribute(name = "ssid")
    public @Nullable String ssid;

    @XmlAttribute(name = "devno")
    public @Nullable String devno;

    @XmlAttribute(name = "iobase")
    public @Nullable String iobase;

    @XmlAttribute(name = "irq")
    public @Nullable String irq;

    @XmlAttribute(name = "base")
    public @Nullable String base;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Zpci.class),
        @XmlElementRef(type = Unknown.class),
    })
    private @Nullable List<Object> content;

    @Override
    protected @Nullable List<Object> content() {
        return content;
    }

    @Override
    protected void content(List<Object> content) {
        this.content = content;
    }
}
