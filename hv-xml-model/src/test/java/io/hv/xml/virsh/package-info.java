/** Documents of random specs, beside libvirt's own client. */
@NullMarked
package io.hv.xml.virsh;

import org.jspecify.annotations.NullMarked;
