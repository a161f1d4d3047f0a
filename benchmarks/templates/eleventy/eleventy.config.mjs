import { InputPathToUrlTransformPlugin } from "@11ty/eleventy";
import attributes from "markdown-it-attrs";

export default function (config) {
  config.addPlugin(InputPathToUrlTransformPlugin);
  config.amendLibrary("md", (markdown) => markdown.use(attributes));
  config.addPassthroughCopy("docs/*/*.pdf");
  config.addGlobalData("layout", "page.html");
  config.addGlobalData("permalink", () => ({ page }) => {
    const path = page.filePathStem.replace(/^\/sv\//, "/").replace(/\/index$/, "");
    return `${path}/index.html`;
  });
  return { dir: { input: "docs", output: "site" }, markdownTemplateEngine: false };
}
