// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.network.Bandwidth;
import io.hv.xml.wire.network.Mtu;
import io.hv.xml.wire.network.Port;
import io.hv.xml.wire.network.Route;
import io.hv.xml.wire.network.Virtualport;
import io.hv.xml.wire.network.Vlan;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <interface>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "interface")
public final class Interface extends WireElement {

    @XmlAttribute(name = "type")
    public @Nullable String type;

    @XmlAttribute(name = "managed")
    public @Nullable String managed;

    @XmlAttribute(name = "trustGuestRxFilters")
    public @Nullable String trustGuestRxFilters;

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = InterfaceSource.class),
        @XmlElementRef(type = Virtualport.class),
        @XmlElementRef(type = Link.class),
        @XmlElementRef(type = Mtu.class),
        @XmlElementRef(type = Coalesce.class),
        @XmlElementRef(type = InterfaceTarget.class),
        @XmlElementRef(type = Guest.class),
        @XmlElementRef(type = Mac.class),
        @XmlElementRef(type = Ip.class),
        @XmlElementRef(type = Route.class),
        @XmlElementRef(type = PortForward.class),
        @XmlElementRef(type = Script.class),
        @XmlElementRef(type = Downscript.class),
        @XmlElementRef(type = InterfaceBackenddomain.class),
        @XmlElementRef(type = Model.class),
        @XmlElementRef(type = Backend.class),
        @XmlElementRef(type = InterfaceDriver.class),
        @XmlElementRef(type = Alias.class),
        @XmlElementRef(type = Acpi.class),
        @XmlElementRef(type = Address.class),
        @XmlElementRef(type = Filterref.class),
        @XmlElementRef(type = Tune.class),
        @XmlElementRef(type = DeviceBoot.class),
        @XmlElementRef(type = Rom.class),
        @XmlElementRef(type = Bandwidth.class),
        @XmlElementRef(type = Vlan.class),
        @XmlElementRef(type = Port.class),
        @XmlElementRef(type = Teaming.class),
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
