"""Chinese of what only the web pages say."""

WEB: dict[str, str] = {
    "Skip to the plan": "跳到正文",
    "Contents": "目录",
    "Warnings": "警告",
    "Charts need JavaScript, which is switched off here; every figure is in the tables below them.": (
        "图表需要 JavaScript，此处已关闭；所有数字都在图表下方的表格中。"
    ),
    "The figures of this chart": "本图的数字",
    "{title}: {count} rows, left out on paper; they are in plan.xlsx.": (
        "{title}：共 {count} 行，打印时略去，见 plan.xlsx。"
    ),
    "✓ The plan passed its audit.": "✓ 本方案已通过审核。",
    "✗ The plan FAILED its audit and is not to be used.": "✗ 本方案未通过审核，不得使用。",
    "Every rule with its checks": "全部规则及其检查次数",
    "How it was made": "编制过程",
    "The inputs in figures": "输入数据概览",
    "What it rests on": "依据",
    "There is nothing to show.": "没有可显示的内容。",
    "other regions": "其他地区",
    # The map
    "Map": "地图",
    "Regions and links": "地区与链路",
    (
        "Circles: what stands in a region. Lines: what a link carries, on average over the year, both ways "
        "together; links without bandwidth are not drawn. Point at a region or link for its figures, or choose a "
        "region."
    ): (
        "圆：地区的规模。线：链路的年均双向流量；没有带宽的链路不画。"
        "把指针移到地区或链路上可看数字，也可以选择一个地区。"
    ),
    "Colour of the regions": "地区颜色",
    "Who hosts: done for others less sent away, PFLOPS": "谁在服务：承接减外送，PFLOPS",
    "Price of compute, long run, against the nation": "长期算力价格，与全国相比",
    "The workbook states no coordinates; the regions stand on a circle.": "工作簿没有坐标；各地区排成一圈。",
    "Without coordinates, and therefore below the others: {names}.": "没有坐标，因此排在下方：{names}。",
    "Capacity, PFLOPS": "规模，PFLOPS",
    "IT load, MW": "IT 负荷，MW",
    "Load, Gbps": "流量，Gbps",
    "How full a link is at most": "链路最高占用率",
    "nothing carried": "没有流量",
    "below 50 %": "低于 50 %",
    "50 to 90 %": "50 至 90 %",
    "90 to 99 %": "90 至 99 %",
    "full": "满",
    "{load} of {halls} MW": "{load} / {halls} MW",
    "Sent to others": "送往其他地区",
    "Done for others": "为其他地区承接",
    "Price against the nation": "与全国价格之比",
    "Zoom in": "放大",
    "Zoom out": "缩小",
    "Show all": "显示全部",
    "Save as a picture": "存为图片",
    "The picture is being made": "正在生成图片",
    "The picture is saved": "图片已保存",
    "The picture could not be saved": "图片未能保存",
    # Sharing
    "Work sent to other regions": "送往其他地区的负载",
    (
        "Left: whose work it is; right: who does it; in PFLOPS on average over the year. Regions with little are "
        "added up in one."
    ): "左：谁的负载；右：由谁承接；单位 PFLOPS，年均。数量少的地区合为一项。",
    # Capacity and chips
    "Capacity and chips": "容量与芯片",
    "Capacity by chip": "按芯片的规模",
    "Counted capacity of all chips that stand, in PFLOPS.": "全部在用芯片的统计算力规模，PFLOPS。",
    "Chips ordered": "芯片采购",
    "Units of chips by the period in which they are ordered.": "按采购时期的芯片台数。",
    "No chips are ordered.": "没有采购芯片。",
    "Delivered work by where it is done, in PFLOPS on average over the year.": (
        "实际交付的负载由何处承担，PFLOPS，年均。"
    ),
    "Halls and what fills them": "机房及其上架",
    "Power of the halls and the nameplate power of the chips in them, in MW, all regions together.": (
        "全部地区的机房功率与其中芯片的额定功率，MW。"
    ),
    # Money
    "Money": "资金",
    "Present value of {year} of all costs, by place and category.": "全部成本的 {year} 年现值，按地点和类别。",
    "All links": "全部链路",
    "Costs by year": "逐年成本",
    "Costs as they are charged to each year, by category.": "计入各年的成本，按类别。",
    "Cash in the year in which it is due, by category.": "应付当年的现金，按类别。",
    "billion {currency}": "十亿 {currency}",
    "hundred million {currency}": "亿 {currency}",
    "hundred million CNY": "亿元",
    # Prices and limits
    "Prices and limits": "价格与限额",
    "The {most} dearest of each kind of limit, {shown} of {all}; the others are in {file}.": (
        "每类限额中最值钱的 {most} 项，共 {all} 项中的 {shown} 项；其余见 {file}。"
    ),
    (
        "What one PFLOPS more, all year round, would cost at the margin, in {unit}. Colours compare the regions for "
        "each workload: blue is cheaper than the median of the regions, orange dearer."
    ): "全年再多 1 PFLOPS 的边际成本，单位 {unit}。颜色按负载比较各地区：蓝色低于各地区中位数，橙色高于中位数。",
    # Policies
    "Rows of the policies: {parts}.": "政策各行：{parts}。",
    "Policies at or past their limit": "达到或越过限值的政策",
    "No policy is at its limit.": "没有政策达到限值。",
    "All policies": "全部政策",
}
