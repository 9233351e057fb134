/** Tests of the wire layer's inside. */
@NullMarked
package io.hv.xml.wire;

import org.jspecify.annotations.NullMarked;
