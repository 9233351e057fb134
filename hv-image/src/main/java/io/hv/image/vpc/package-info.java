/** VHD images, which qemu-img calls vpc. Internal. */
@NullMarked
package io.hv.image.vpc;

import org.jspecify.annotations.NullMarked;
