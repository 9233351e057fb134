/** Parallels' expandable images. Internal. */
@NullMarked
package io.hv.image.parallels;

import org.jspecify.annotations.NullMarked;
