// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.domain;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;

/** {@code <datacenterpath>} of http://libvirt.org/schemas/domain/vmware/1.0. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "datacenterpath", namespace = "http://libvirt.org/schemas/domain/vmware/1.0")
public final class VmwareDatacenterpath extends WireLeaf {
}
