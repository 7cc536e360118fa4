/** Entry of a further process of the center that is measured. */
import { configSchema, createCenter } from "@madoguchi/center";
import { asFurtherProcess } from "@madoguchi/platform";

asFurtherProcess(async (setUp) => {
  const center = await createCenter(configSchema.parse(setUp));
  await center.listen();

  return () => center.close();
});
