// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.networkport;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import io.hv.xml.wire.WireLeaf;
import io.hv.xml.wire.network.Bandwidth;
import io.hv.xml.wire.network.Port;
import io.hv.xml.wire.network.Virtualport;
import io.hv.xml.wire.network.Vlan;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlMixed;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.List;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <networkport>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "networkport")
public final class Networkport extends WireElement {

    @XmlMixed
    @XmlElementRefs({
        @XmlElementRef(type = Networkport.Uuid.class),
        @XmlElementRef(type = Owner.class),
        @XmlElementRef(type = Mac.class),
        @XmlElementRef(type = Group.class),
        @XmlElementRef(type = Rxfilters.class),
        @XmlElementRef(type = Virtualport.class),
        @XmlElementRef(type = Bandwidth.class),
        @XmlElementRef(type = Vlan.class),
        @XmlElementRef(type = Port.class),
        @XmlElementRef(type = Plug.class),
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

    /** {@code <uuid>}. */
    @XmlType(name = "")
    @XmlRootElement(name = "uuid")
    public static final class Uuid extends WireLeaf {
    }
}
