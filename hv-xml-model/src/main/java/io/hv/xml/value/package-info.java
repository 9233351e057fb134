/** Values as libvirt's XML writes them. All are immutable. */
@NullMarked
package io.hv.xml.value;

import org.jspecify.annotations.NullMarked;
