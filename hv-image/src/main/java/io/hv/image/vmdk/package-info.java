/** VMDK images. Internal. */
@NullMarked
package io.hv.image.vmdk;

import org.jspecify.annotations.NullMarked;
