"""Chinese of what only the web pages say."""

WEB: dict[str, str] = {
    "Skip to the plan": "跳到正文",
    "Contents": "目录",
    "Warnings": "警告",
    "Charts need JavaScript, which is switched off here; every figure is in the tables below them.": (
        "图表需要 JavaScript，此处已关闭；所有数字都在图表下方的表格中。"
    ),
    "The figures of this chart": "本图的数字",
    "not known": "未知",
    "✓ The plan passed its audit.": "✓ 本方案已通过审核。",
    "✗ The plan FAILED its audit and is not to be used.": "✗ 本方案未通过审核，不得使用。",
    "Every rule with its checks": "全部规则及其检查次数",
    "How it was made": "编制过程",
    "The inputs in figures": "输入数据概览",
}
